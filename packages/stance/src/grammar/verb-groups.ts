import { verbForms } from '../phrases/inflection.ts'
import type { Token } from '../text/tokens.ts'
import { isSaying } from './speech-verbs.ts'

/** A verb with its auxiliaries; token indices. `head` is the first full verb, or the last auxiliary if there is none. */
export type VerbGroup = {
  readonly first: number
  readonly head: number
  readonly form: 'finite' | 'infinitive' | 'gerund'
}

const STANCE_VERBS = new Set(
  `back reject oppose slam blast block approve support endorse favour favor vote veto sign urge warn vow pledge plan call want seek defend welcome praise condemn dismiss criticise object resist demand push rule
shun ban refuse deny hail fear fight challenge resist mull weigh eye consider plan float hint doubt question rebuff rebuke snub scrap drop join agree abstain promise propose host order head tell say lead hit
balk protest decry deplore lament lambast applaud cheer embrace champion advocate ditch spurn quash brush shut stand step draw lash urge face insist threaten`
    .split(/\s+/)
    .flatMap((verb) => verbForms(verb)),
)
const MODAL = /^(?:will|would|shall|should|can|could|may|might|must|wo|ca|do|does|did|'ll|'d)$/
const PARTICLE = /^(?:out|down|against|for|to|off|up|behind|over|back|by)$/
const INSIDE = /^(?:AUX|ADV|PART)$/

const FINITE_AUXILIARY = /^(?:has|had|have|will|would|is|was|are|were|could|should|may|might|must|can)$/

/** "member states had agreed": before an auxiliary with no auxiliary of its own, the tag is wrong. */
function isNounBeforeAuxiliary(tokens: readonly Token[], at: number): boolean {
  return (
    FINITE_AUXILIARY.test(tokens[at + 1]?.lower ?? '') &&
    tokens[at - 1]?.pos !== 'AUX' &&
    /s$/.test(tokens[at]?.lower ?? '')
  )
}

const isBodyWord = (token: Token | undefined): boolean =>
  token !== undefined && INSIDE.test(token.pos) && token.lower !== "'s" && token.lower !== 'to' && token.text !== "'"

/** The tagger takes "slams" after a name, or "back" after "would not", for other parts of speech. */
function isMissedVerb(tokens: readonly Token[], at: number, endsName: (at: number) => boolean): boolean {
  const token = tokens[at]
  if (token === undefined || token.pos === 'VERB' || token.isCapital || !STANCE_VERBS.has(token.lower)) return false
  const before = tokens[at - 1]
  if (before === undefined) return false
  if (MODAL.test(before.lower) || (before.lower === "n't" && at > 1)) return true
  if (/^(?:VERB|AUX)$/.test(tokens[at + 1]?.pos ?? '')) return false
  if (!endsName(at - 1)) return false
  return /(?:s|ed)$/.test(token.lower) || PARTICLE.test(tokens[at + 1]?.lower ?? '')
}

function isMissedSaying(tokens: readonly Token[], at: number, endsName: (at: number) => boolean): boolean {
  const token = tokens[at]
  return (
    token !== undefined && !token.isCapital && token.lower !== 'states' && isSaying(token.lower) && endsName(at - 1)
  )
}

function headOf(tokens: readonly Token[], first: number, isVerb: (at: number) => boolean): number {
  let last = first
  for (let at = first; at < Math.min(tokens.length, first + 9); at += 1) {
    if (isVerb(at)) return at
    if (tokens[at]?.pos === 'AUX') last = at
    else if (!isBodyWord(tokens[at])) break
  }
  return last
}

function formOf(tokens: readonly Token[], first: number, head: number): VerbGroup['form'] {
  const before = tokens[first - 1]?.lower
  if (before === 'to') return 'infinitive'
  return first === head && /ing$/.test(tokens[head]?.lower ?? '') ? 'gerund' : 'finite'
}

/** The verb groups of a sentence from left to right. `endsName(i)` tells whether a name ends at token i. */
export function findVerbGroups(tokens: readonly Token[], endsName: (at: number) => boolean): VerbGroup[] {
  const isVerb = (at: number): boolean =>
    !isNounBeforeAuxiliary(tokens, at) &&
    (tokens[at]?.pos === 'VERB' || isMissedVerb(tokens, at, endsName) || isMissedSaying(tokens, at, endsName))
  const groups: VerbGroup[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    if (tokens[at]?.pos !== 'AUX' && !isVerb(at)) continue
    const head = headOf(tokens, at, isVerb)
    groups.push({ first: at, head, form: formOf(tokens, at, head) })
    at = head
  }
  return groups
}
