import type { Claim } from '../claims/claim.ts'
import type { Sentence } from '../text/document.ts'
import type { Token } from '../text/tokens.ts'
import { gradeAbout } from '../topic/about.ts'
import type { CompiledTopic } from '../topic/compile-topic.ts'

const PAPER =
  /^(?:pact|accord|treaty|agreement|resolution|budget|charter|convention|memorandum|bill|motion|amendment|referendum|text)$/
const VOTES = /^(?:vote|votes|voted|voting|approve|approves|approved|abstain|abstains|abstained|ratify|ratified)$/
const APART = /^(?:[,.;:]|after|before|amid|despite|while|but|when|following|during|and)$/
const BEFORE = 5
const AROUND = 12
const SAYS_IT = 2
const LEAST_LEVEL = 1.5

/** The words close to a place, up to the next stop. */
function wordsAround(tokens: readonly Token[], at: number): Token[] {
  const isStop = (token: Token): boolean => APART.test(token.lower)
  const before = tokens.slice(Math.max(0, at - BEFORE), at)
  const after = tokens.slice(at, at + AROUND)
  const stop = after.findIndex(isStop)
  return [...before.slice(before.findLastIndex(isStop) + 1), ...(stop < 0 ? after : after.slice(0, stop))]
}

/** Whether an article's vote is on some paper of which nothing says that it is the proposition ("a budget", "a pact"). */
export function isOnOtherPaper(topic: CompiledTopic, sentences: readonly Sentence[]): boolean {
  let isNamed = false
  for (const { tokens } of sentences) {
    for (const [at, token] of tokens.entries()) {
      if (!PAPER.test(token.lower)) continue
      if (gradeAbout(topic, wordsAround(tokens, at)).level >= SAYS_IT) return false
      isNamed = true
    }
  }
  return isNamed
}

/** Whether a claim is only about a vote and says itself nothing of the proposition. */
export function isBareVote({ tokens, about }: Claim): boolean {
  return about.level < LEAST_LEVEL && about.enact.length === 0 && tokens.some((token) => VOTES.test(token.lower))
}
