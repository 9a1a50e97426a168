import type { ArticleStance } from '@stancewire/contracts'
import type { Claim } from '../claims/claim.ts'
import { type Entity, makeEntity } from '../names/entity.ts'
import type { JudgedClaim } from '../position/judge-claims.ts'
import { readClaim } from '../reading/read-claim.ts'
import type { Sentence } from '../text/document.ts'
import { foldKey } from '../text/fold.ts'
import { gradeAbout } from '../topic/about.ts'
import type { CompiledTopic } from '../topic/compile-topic.ts'

/** What an opinion piece itself says of the proposition, and the sentence that says it most clearly. */
export type OwnVoice = { readonly stance: ArticleStance; readonly best: JudgedClaim | null }

const ARGUES = /^(?:should|must|ought|never|not|let|needs?|would|cannot|deserves?|i|we|wrong|right|mistake)$/
const LEAST = 1

function ownClaim(topic: CompiledTopic, sentence: Sentence, author: Entity): JudgedClaim | null {
  const about = gradeAbout(topic, sentence.tokens)
  if (about.level < 1) return null
  const reading = readClaim({ topic, tokens: sentence.tokens, about, isAct: false, isStranger: false })
  const argues = sentence.tokens.some((token) => !token.quoted && ARGUES.test(token.lower)) ? 1 : 0.35
  const weight = (reading.plus - reading.minus) * argues * Math.min(1, about.level / 2)
  const claim: Claim = {
    holder: author,
    kind: 'speech',
    tokens: sentence.tokens,
    sentence,
    isSpeech: true,
    isQuoted: true,
    isAside: false,
    about,
    local: about.level,
    context: about.level,
    holders: 1,
  }
  return { claim, reading, weight }
}

/** Reads the sentences of an opinion piece that speak for nobody else. */
export function readOwnVoice(
  topic: CompiledTopic,
  sentences: readonly Sentence[],
  claims: readonly Claim[],
  author: string | null,
): OwnVoice {
  const spoken = new Set(
    claims
      .filter((claim) => claim.isSpeech && foldKey(claim.holder.name) !== foldKey(author ?? ''))
      .map((claim) => claim.sentence),
  )
  const entity = makeEntity(author ?? '', 'person')
  const own = sentences
    .filter((sentence) => !sentence.inTitle && !spoken.has(sentence) && sentence.tokens[0]?.quoted !== true)
    .map((sentence) => ownClaim(topic, sentence, entity))
    .filter((one) => one !== null)
  const sum = own.reduce((total, one) => total + one.weight, 0)
  if (Math.abs(sum) < LEAST) return { stance: 'neutral', best: null }
  const sign = Math.sign(sum)
  const best = own.toSorted((a, b) => sign * (b.weight - a.weight))[0] ?? null
  return { stance: sign > 0 ? 'support' : 'oppose', best }
}
