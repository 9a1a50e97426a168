import { readTree } from '../page/page-tree.ts'
import { oneLine, wordsOf } from '../page/plain.ts'
import { surveyPage } from '../page/survey-page.ts'

const maxChars = 3_000_000
const maxStrings = 20_000
const maxDepth = 2
/** A string that holds a text by itself, in characters; shorter ones hold a paragraph of one. */
const wholeText = 400
const paragraphText = 60
const longestParagraph = 3_000
/** So many paragraphs in one script, one after the other, are a text. */
const fewParagraphs = 4
const subjectWord = 4
const leastShare = 0.3

const shortString = 42

const markup = /<(?:p|br|div|h[2-4]|li)\b/i
const sentenceEnd = /[.!?…。！？।؟]["'”’»“)\]]{0,3}$/u
const unspaced = /[\u3040-\u30ff\u3400-\u9fff]/
const unspacedRun = /[\u3040-\u30ff\u3400-\u9fff]{2,200}/g
/** What code and addresses are made of, and sentences are not. */
const code = /[{}<>;=\\]|:\/\/|\b(?:function|return)\b/

/**
 * The paragraphs of the article that a page carries in the state of its scripts, as frameworks leave it there for the browser to show; none where no string
 * reads like an article that is about what the page's title and description are about.
 */
export function paragraphsInScripts(scripts: readonly string[], subject: string): string[] {
  const words = termsOf(subject)
  let best: string[] = []
  let left = maxChars
  for (const script of scripts) {
    if (left <= 0) break
    for (const paragraphs of textsIn(script.slice(0, left)))
      if (charsOf(paragraphs) > charsOf(best) && isAbout(paragraphs, words)) best = paragraphs
    left -= script.length
  }
  return best
}

const charsOf = (paragraphs: readonly string[]): number => paragraphs.reduce((sum, one) => sum + one.length, 0)

/** Each string that is a text by itself, and all paragraphs that stand in strings of their own. */
function textsIn(script: string): string[][] {
  const strings = stringsIn(script, 0)
  const whole = strings.filter((text) => text.length >= wholeText && (markup.test(text) || isProse(text)))
  const single = strings
    .filter((text) => text.length <= longestParagraph)
    .map(untag)
    .filter(isProse)
  return [...whole.map(readMarkup), ...(single.length >= fewParagraphs ? [[...new Set(single)]] : [])]
}

/** The strings of a script, and those of the JSON that such a string may hold. */
function stringsIn(script: string, depth: number): string[] {
  const found: string[] = []
  for (const whole of literalsIn(script)) {
    if (found.length >= maxStrings) break
    const text = whole.length < shortString ? null : unescaped(whole)
    if (text === null) continue
    const inner = depth < maxDepth && text.includes('":') ? stringsIn(text, depth + 1) : []
    if (inner.length > 0) found.push(...inner.slice(0, maxStrings - found.length))
    else found.push(text)
  }
  return found
}

/** The strings in double quotes, quotes included; after one that is never closed there are none. */
function* literalsIn(script: string): Generator<string> {
  let from = script.indexOf('"')
  while (from >= 0) {
    const to = endOfLiteral(script, from)
    if (to < 0) return
    yield script.slice(from, to + 1)
    from = script.indexOf('"', to + 1)
  }
}

function endOfLiteral(script: string, from: number): number {
  for (let at = from + 1; at < script.length; at++) {
    const code = script.charCodeAt(at)
    if (code === 34) return at
    // What stands behind a backslash ends nothing.
    if (code === 92) at++
  }
  return -1
}

function unescaped(literal: string): string | null {
  try {
    const value: unknown = JSON.parse(literal)
    return typeof value === 'string' ? value : null
  } catch {
    return null
  }
}

const untag = (text: string): string => oneLine(text.replace(/<[a-z/!][^<>]{0,500}>/gi, ''))

function isProse(text: string): boolean {
  return (
    text.length >= paragraphText &&
    sentenceEnd.test(text.slice(-6)) &&
    (text.includes(' ') || unspaced.test(text)) &&
    !code.test(text)
  )
}

function readMarkup(text: string): string[] {
  if (!markup.test(text))
    return text
      .split(/\n+/)
      .map(oneLine)
      .filter((line) => line !== '')
  return surveyPage(readTree(text))
    .blocks.filter(({ linkDensity, container }) => linkDensity < 0.5 && container.tag !== 'figcaption')
    .map((block) => block.text)
}

/** A text that shares few words with title and description is another's. */
function isAbout(paragraphs: readonly string[], subject: ReadonlySet<string>): boolean {
  if (subject.size === 0) return false
  const words = termsOf(paragraphs.join(' ').slice(0, 20_000))
  const shared = [...subject].filter((word) => words.has(word)).length
  return shared >= leastShare * subject.size
}

/** Words, and pairs of letters where words are not set apart. */
function termsOf(text: string): Set<string> {
  return new Set([
    ...wordsOf(text.replace(unspacedRun, ' '), subjectWord),
    ...(text.match(unspacedRun) ?? []).flatMap(pairsOf),
  ])
}

function pairsOf(run: string): string[] {
  return Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2))
}
