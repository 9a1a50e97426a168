import { type Entity, makeEntity } from '../names/entity.ts'
import { adjectiveOfCountry, countryOfAdjective } from '../names/gazetteer.ts'
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

/** "the French", "Germans", "Dutch voters"; in "a French soldier" nobody is asked. */
function isPeople(token: Token, at: number, tokens: readonly Token[]): boolean {
  const next = tokens[at + 1]
  if (next !== undefined && /^(?:ADJ|NOUN|PROPN)$/.test(next.pos) && !PUBLIC.test(next.lower)) return false
  return (
    token.isCapital &&
    countryOfAdjective(token.lower) !== null &&
    /s$|^(?:french|british|dutch|irish|spanish|swiss|polish|danish|swedish|chinese|japanese)$/.test(token.lower)
  )
}

/** Where a sentence first tells of a survey or a share of people. */
export function surveyAt(tokens: readonly Token[]): number {
  return tokens.findIndex((token, at) => isSurvey(token) || isShare(tokens, at))
}

const ANYBODY = /^(?:those|people|respondents|participants|adults|public)$/

/** Whether a public is only known as "those asked": whoever was asked before is meant. */
export const isAnybody = (group: Entity): boolean =>
  ANYBODY.test(group.name.split(' ').at(-1) ?? '') && group.affiliation === null

/** The people a sentence names ("the French"), as a public. */
export function publicNamed(tokens: readonly Token[]): Entity | null {
  const people = tokens.find(isPeople)
  return people === undefined ? null : publicOf(people)
}

function publicOf(people: Token): Entity {
  const country = countryOfAdjective(people.lower)
  const entity = makeEntity(`${country === null ? people.text : adjectiveOfCountry(country)} public`, 'group')
  entity.affiliation = country
  return entity
}

/** The public whose opinion a sentence about a survey tells, or null if it tells none. */
export function polledPublic(tokens: readonly Token[]): Entity | null {
  const share = tokens.findIndex((_, at) => isShare(tokens, at))
  if (share < 0 && !tokens.some(isSurvey)) return null
  const reach = share < 0 ? tokens : tokens.slice(share, share + REACH)
  const people = reach.find(isPeople)
  const group = reach.find((token) => PUBLIC.test(token.lower))
  if (people === undefined && group === undefined) return null
  return people === undefined ? makeEntity(groupName(reach, group), 'group') : publicOf(people)
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
