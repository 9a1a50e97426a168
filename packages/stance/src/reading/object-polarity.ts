import type { Matchable } from '../phrases/phrase-book.ts'
import { compilePhrases, matchAt } from '../phrases/phrase-book.ts'
import { gradeAbout } from '../topic/about.ts'
import type { CompiledTopic } from '../topic/compile-topic.ts'
import { FREE } from './lexicon-books.ts'

const REACH = 11

/** "urge them to drop it": what follows asks for the undoing. */
const UNDOING = compilePhrases<true>([
  [
    'to|should|must|and reconsider|rethink|drop|scrap|abandon|halt|stop|withdraw|end|cancel|reverse|repeal|refrain|not|reject|oppose|delay|pause|postpone|suspend|ditch|shelve|block|overturn|veto|avoid',
    true,
  ],
  ['to vote against', true],
  ['to think again', true],
  ['to keep ..4 out', true],
])
const COPULA = /^(?:would|will|is|was|be|are|makes?|risks?|could|means?|amounts?)$/

function isUndone(topic: CompiledTopic, tokens: readonly Matchable[], at: number): boolean {
  if (tokens[at]?.lower !== 'to' || tokens[at + 1]?.lower !== 'be') return false
  return matchAt(topic.words, tokens, at + 2)?.value === 'undo' || matchAt(FREE, tokens, at + 2)?.value === 'oppose'
}

/** "urge them to drop it", "call for it to be dropped". */
function asksToUndo(topic: CompiledTopic, tokens: readonly Matchable[], from: number): boolean {
  for (let at = from; at < Math.min(tokens.length, from + 9); at += 1) {
    if (/^[.;:!?]$/.test(tokens[at]?.lower ?? '')) return false
    if (isUndone(topic, tokens, at)) return true
    if (matchAt(UNDOING, tokens, at) !== null) return !/^(?:not|never)$/.test(tokens[at - 1]?.lower ?? '')
  }
  return false
}

/** "not to scrap it": the undoing is itself denied. */
function isSpared(words: readonly Matchable[], undo: number): boolean {
  return words.slice(Math.max(0, undo - 2), undo).some((word) => /^(?:not|never|n't)$/.test(word.lower))
}

/** What some words beside a predicate make of it: -1 turned, 1 as it stands, 0 they say nothing. */
function polarityOf(topic: CompiledTopic, words: readonly Matchable[]): -1 | 0 | 1 {
  const about = gradeAbout(topic, words)
  if (about.against.length > 0 && about.enact.length === 0) return -1
  const firstUndo = about.undo[0]
  const firstEnact = about.enact[0]
  if (firstUndo !== undefined && about.undoFrame && (firstEnact === undefined || firstEnact > firstUndo))
    return isSpared(words, firstUndo) ? 1 : -1
  const isNamed = about.names.length > 0 || about.generic.length > 0
  if (about.objects.length > 0 && about.enact.length === 0 && !isNamed) return topic.objectPolarity
  return about.level >= 1 ? 1 : 0
}

const clipAfter = (tokens: readonly Matchable[], end: number): Matchable[] => {
  const words: Matchable[] = []
  for (let at = end; at < Math.min(tokens.length, end + REACH); at += 1) {
    const token = tokens[at]
    if (token === undefined || /^[.;:!?]$/.test(token.lower)) break
    words.push(token)
  }
  return words
}
const clipBefore = (tokens: readonly Matchable[], start: number): Matchable[] =>
  tokens.slice(Math.max(0, start - REACH), start)

/** Turns a predicate by what it governs: backing a thing that stands against the proposition is opposition. */
export function polarityOfObject(
  topic: CompiledTopic,
  tokens: readonly Matchable[],
  start: number,
  end: number,
): -1 | 1 {
  if (asksToUndo(topic, tokens, end)) return -1
  const after = polarityOf(topic, clipAfter(tokens, end))
  if (after !== 0) return after
  const before = polarityOf(topic, clipBefore(tokens, start))
  return before === 0 ? 1 : before
}

/** Turns a judgement by what is judged: "pausing it would be a mistake" supports it. */
export function polarityOfJudged(
  topic: CompiledTopic,
  tokens: readonly Matchable[],
  start: number,
  end: number,
): -1 | 1 {
  const words = clipBefore(tokens, start)
  const before = gradeAbout(topic, words)
  if (before.level >= 1 && words.some((word) => word.lower === 'without')) return -1
  const undo = before.undo.at(-1)
  if (undo !== undefined && before.undoFrame && words.slice(undo).some((word) => COPULA.test(word.lower))) return -1
  if (undo !== undefined && words.length - undo <= 3 && before.enact.length === 0) return -1
  const side = before.level >= 1 ? words : clipAfter(tokens, end)
  const about = before.level >= 1 ? before : gradeAbout(topic, side)
  const bare =
    about.enact.length === 0 && about.undo.length === 0 && about.names.length === 0 && about.generic.length === 0
  return bare && about.objects.length > 0 ? topic.objectPolarity : 1
}

/** How surely a predicate is said of the proposition: 1 where its object is, less where only the context is. */
export function bindingOf(
  topic: CompiledTopic,
  tokens: readonly Matchable[],
  start: number,
  end: number,
  isAct: boolean,
): number {
  const after = gradeAbout(topic, clipAfter(tokens, end)).level
  if (after >= 1) return 1
  const before = gradeAbout(topic, clipBefore(tokens, start)).level
  if (before >= 2) return 0.9
  if (after >= 0.5 || before >= 1) return 0.75
  return isAct ? 0.3 : 0.45
}
