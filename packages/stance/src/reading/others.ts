import { GROUP_NOUNS } from '../names/name-words.ts'
import type { Token } from '../text/tokens.ts'
import type { Signal } from './signals.ts'

const SOME = /^(?:some|several|many|certain|other|various|few|number|are)$/
const READY = /^(?:ready|prepared|willing|consider|considering|thinking|planning|weighing|want|wish|wanting|intend)$/
const REACH = 9

/** Where a clause about unnamed others begins ("there are towns prepared to ..."), or -1. */
function othersAt(tokens: readonly Token[], ready: number): number {
  for (let at = ready - 1; at >= 0 && ready - at <= REACH; at -= 1) {
    if (/^[.;:"]$/.test(tokens[at]?.text ?? '')) return -1
    if (!GROUP_NOUNS.has(tokens[at]?.lower ?? '')) continue
    if (tokens.slice(Math.max(0, at - 5), at).some((token) => SOME.test(token.lower))) return at
  }
  return -1
}

/** What the speaker only tells of unnamed others is not the speaker's own: their readiness counts for nobody. */
export function withoutOthers(tokens: readonly Token[], signals: readonly Signal[]): readonly Signal[] {
  const ready = tokens.findIndex((token) => READY.test(token.lower))
  const from = ready < 0 ? -1 : othersAt(tokens, ready)
  if (from < 0) return signals
  const stop = tokens.findIndex((token, at) => at > ready && /^(?:[.;:,]|and|but)$/.test(token.lower))
  const to = stop < 0 ? tokens.length : stop
  return signals.filter((one) => one.polarity <= 0 || one.start < from || one.start >= to)
}
