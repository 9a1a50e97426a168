import type { AttributionMode, HolderType, Stance, Strength, SubStance } from '@stancewire/contracts'
import type { Entity } from '../names/entity.ts'
import type { Document } from '../text/document.ts'
import { foldKey } from '../text/fold.ts'
import { confidenceOf } from './confidence.ts'
import { evidenceOf } from './evidence.ts'
import type { JudgedClaim } from './judge-claims.ts'
import { type Settled, settleStance } from './settle-stance.ts'
import { speakerOf } from './speakers.ts'

/**
 * One holder's stance in one article, with the exact words that show it. `text.slice(start, end) === quote` in UTF-16
 * units of the article's text; both are null for words of the title. `confidence` lies in [0, 1].
 */
export type Position = {
  readonly holder: string
  readonly holderType: HolderType
  readonly affiliation: string | null
  readonly stance: Stance
  readonly sub: SubStance | null
  readonly strength: Strength
  readonly confidence: number
  readonly quote: string
  readonly start: number | null
  readonly end: number | null
  readonly attribution: AttributionMode
  /** Other names of the same holder in this article. */
  readonly aka: readonly string[]
}

const STRONG_WORDS =
  /^(?:never|madness|must|should|inevitable|inevitability|categorically|unthinkable|impossible|firmly|strongly|absolutely|totally|completely|unacceptable|catastrophe|catastrophic|disaster|reject|rejects|rejected)$/
const WEAK_SUB = /^(?:open|no_plans|distance|not_now|not_needed|noncombat|conditional|hypothetical)$/

/** The claim that shows the stance best: one that takes it, in words, about the topic itself. */
function bestClaim({ stance, used }: Settled): JudgedClaim | undefined {
  const value = (one: JudgedClaim): number =>
    one.weight +
    (one.reading.stance === stance ? 10 : 0) +
    (stance === 'mixed' && one.reading.acceptsPart ? 6 : 0) +
    0.7 * one.claim.about.level +
    (one.claim.isQuoted ? 0.5 : 0)
  return used.toSorted((a, b) => value(b) - value(a))[0]
}

function subOf({ stance }: Settled, best: JudgedClaim): SubStance | null {
  if (best.claim.kind === 'poll' && stance === 'oppose') return 'poll'
  if (stance === 'mixed')
    return best.reading.acceptsPart ? 'noncombat' : best.reading.isConditional ? 'conditional' : null
  const sign = stance === 'support' ? 1 : -1
  const telling = best.reading.signals
    .filter((one) => one.polarity === sign && one.sub !== null)
    .toSorted((a, b) => b.weight - a.weight)
  return telling[0]?.sub ?? null
}

function strengthOf(best: JudgedClaim, sub: SubStance | null): Strength {
  if (sub !== null && WEAK_SUB.test(sub)) return 'weak'
  if (best.claim.tokens.some((token) => STRONG_WORDS.test(token.lower))) return 'strong'
  return best.weight >= 1.5 ? 'strong' : 'weak'
}

function modeOf(best: JudgedClaim): AttributionMode {
  const { claim } = best
  if (claim.sentence.inTitle) return 'headline'
  if (claim.isQuoted && (claim.isSpeech || claim.kind === 'continued')) return 'direct_quote'
  return claim.isSpeech ? 'indirect' : 'narrated'
}

function positionOf(holder: Entity, settled: Settled, title: Document, body: Document): Position | null {
  const best = bestClaim(settled)
  if (best === undefined) return null
  const evidence = evidenceOf(best, best.claim.sentence.inTitle ? title.text : body.text)
  const sub = subOf(settled, best)
  return {
    holder: holder.name,
    holderType: holder.isGuess && holder.gender !== null ? 'person' : holder.type,
    affiliation: holder.affiliation,
    stance: settled.stance,
    sub,
    strength: strengthOf(best, sub),
    confidence: confidenceOf(settled),
    quote: evidence.quote,
    start: evidence.inTitle ? null : evidence.start,
    end: evidence.inTitle ? null : evidence.end,
    attribution: modeOf(best),
    aka: [...holder.aliases].filter((alias) => foldKey(alias) !== foldKey(holder.name)),
  }
}

/** One position for every holder whose claims tell a side, in the order the article brings them up. */
export function settlePositions(judged: readonly JudgedClaim[], title: Document, body: Document): Position[] {
  const settled = new Map<Entity, Settled>()
  for (const [holder, claims] of Map.groupBy(judged, (one) => one.claim.holder)) {
    const one = settleStance(claims)
    if (one !== null) settled.set(holder, one)
  }
  const spokenFor = new Map<Entity, Entity>()
  for (const [holder, one] of settled) {
    const speaker = speakerOf(holder, one, settled)
    if (speaker !== null) spokenFor.set(holder, speaker)
  }
  return [...settled].flatMap(([holder, one]) => {
    const position = spokenFor.has(holder) ? null : positionOf(holder, one, title, body)
    if (position === null) return []
    const bodies = [...spokenFor].filter(([, speaker]) => speaker === holder).map(([spoken]) => spoken.name)
    return [{ ...position, aka: [...position.aka, ...bodies] }]
  })
}
