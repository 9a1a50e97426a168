import type { Grammar } from '../grammar/grammar.ts'
import type { Token } from '../text/tokens.ts'
import type { Attribution, Span } from './attribution.ts'
import { countWords, quotedShare, trimRange } from './content.ts'

const NOUN = /^(?:DET|ADJ|NOUN|PROPN|PRON|NUM|PART)$/

function endOfSource(tokens: readonly Token[], from: number): number {
  let at = from
  while (
    at < Math.min(tokens.length, from + 14) &&
    NOUN.test(tokens[at]?.pos ?? '') &&
    !/^[,.;:"]$/.test(tokens[at]?.text ?? '')
  ) {
    at += 1
    if (/^(?:of|from|by|at|in)$/.test(tokens[at]?.lower ?? '') && NOUN.test(tokens[at + 1]?.pos ?? '')) at += 1
  }
  return at
}

const span = (tokens: readonly Token[], from: number, to: number): Span => ({
  start: tokens[from]?.start ?? 0,
  end: tokens[to - 1]?.end ?? 0,
})

function accordingAt(tokens: readonly Token[], at: number): Attribution | null {
  const end = endOfSource(tokens, at + 2)
  if (end <= at + 2) return null
  const isFirst = at < 3
  const close = tokens[end]?.text === ',' ? end + 1 : end
  const range = trimRange(tokens, isFirst ? { from: close, to: tokens.length } : { from: 0, to: at })
  if (countWords(tokens, range) < 2) return null
  return {
    source: span(tokens, at + 2, end),
    cue: span(tokens, at, at + 2),
    content: span(tokens, range.from, range.to),
    kind: quotedShare(tokens, range) > 0.5 ? 'direct_quote' : 'indirect',
    confidence: 0.85,
  }
}

/** Attributions without a verb: "according to the ministry, ...". */
export function phraseAttributions(grammar: Grammar): Attribution[] {
  const { tokens } = grammar
  const found: Attribution[] = []
  for (let at = 0; at + 2 < tokens.length; at += 1) {
    if (tokens[at]?.lower !== 'according' || tokens[at + 1]?.lower !== 'to' || tokens[at]?.quoted) continue
    const one = accordingAt(tokens, at)
    if (one !== null) found.push(one)
  }
  return found
}
