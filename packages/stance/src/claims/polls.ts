import { type Entity, makeEntity } from '../names/entity.ts'
import { countryOfAdjective } from '../names/gazetteer.ts'
import type { Token } from '../text/tokens.ts'

const PUBLIC =
  /^(?:people|voters|citizens|public|respondents|residents|adults|those|participants|parents|households|motorists|employees|workers|consumers|women|men|pensioners|students)$/
const COUNT = /^(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)$/
const REACH = 9

function words(tokens: readonly Token[], at: number, count: number): string[] {
  return tokens.slice(at, at + count).map((token) => token.lower)
}

/** "61 percent of", "a majority of", "two thirds of", "three in four": where a share of people is told. */
function isShare(tokens: readonly Token[], at: number): boolean {
  const [word = '', next = '', third = ''] = words(tokens, at, 3)
  if (/^(?:percent|%|majority|two-thirds|three-quarters|half|thirds|quarters|third|quarter)$/.test(word))
    return next === 'of' || (word === 'majority' && PUBLIC.test(next))
  if (word === 'per' && next === 'cent') return third === 'of'
  if (!COUNT.test(word)) return false
  return (next === 'in' && COUNT.test(third)) || (next === 'out' && third === 'of')
}

const isSurvey = (token: Token): boolean =>
  /^(?:survey|surveys|poll|polls|polling|pollster|pollsters|polled)$/.test(token.lower)

function isPeople(token: Token): boolean {
  return (
    token.isCapital &&
    countryOfAdjective(token.lower) !== null &&
    /s$|^(?:french|british|dutch|irish|spanish|swiss|polish|danish|swedish|chinese|japanese)$/.test(token.lower)
  )
}

/** The public whose opinion a sentence about a survey tells, or null if it tells none. */
export function polledPublic(tokens: readonly Token[]): Entity | null {
  const share = tokens.findIndex((_, at) => isShare(tokens, at))
  if (share < 0 && !tokens.some(isSurvey)) return null
  const reach = share < 0 ? tokens : tokens.slice(share, share + REACH)
  const people = reach.find(isPeople)
  const group = reach.find((token) => PUBLIC.test(token.lower))
  if (people === undefined && group === undefined) return null
  const entity = makeEntity(
    people === undefined ? groupName(reach, group) : `${adjectiveOf(people.text)} public`,
    'group',
  )
  entity.affiliation = people === undefined ? null : countryOfAdjective(people.lower)
  return entity
}

/** "voters" with what stands before it: "Republican primary voters". */
function groupName(tokens: readonly Token[], group: Token | undefined): string {
  const last = group === undefined ? 0 : tokens.indexOf(group)
  let first = last
  while (first > 0 && last - first < 2 && /^(?:ADJ|PROPN|NOUN)$/.test(tokens[first - 1]?.pos ?? '')) first -= 1
  return tokens
    .slice(first, last + 1)
    .map((token) => token.text)
    .join(' ')
}

/** "Germans" to "German"; words like "Poles" stay as they are. */
function adjectiveOf(people: string): string {
  const singular = people.replace(/s$/, '')
  return countryOfAdjective(singular.toLowerCase()) === null ? people : singular
}
