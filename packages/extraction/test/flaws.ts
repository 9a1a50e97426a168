import type { Extraction } from '../src/article.ts'

/** The most characters of any text but the body itself. */
const mostOfOne = 2_500
const mostOfList = 60
const reasons = /^(?:consent|paywalled|script-rendered|error-page|list-page|challenge|not-an-article)$/

/** Every string in an answer, with the names that lead to it. */
function* stringsOf(value: unknown, path: string): Generator<[string, string]> {
  if (typeof value === 'string') yield [path, value]
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    yield* stringsOf(inner, Array.isArray(value) ? path : `${path}.${key}`)
  }
}

function* listsOf(value: unknown, path: string): Generator<[string, unknown[]]> {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) yield [path, value]
  for (const [key, inner] of Object.entries(value)) yield* listsOf(inner, `${path}.${key}`)
}

function flawOf(path: string, text: string, most: number): string | null {
  if (!text.isWellFormed()) return `${path} holds half of a character`
  if (/\p{Cc}/u.test(path.endsWith('.text') ? text.replaceAll('\n', '') : text))
    return `${path} holds a control character`
  return text.length > most ? `${path} has ${text.length} characters` : null
}

/** What is wrong with an answer whatever the page was: half characters, control characters, more than the page can have said. */
export function flaws(found: Extraction, page: string): string[] {
  const texts = [...stringsOf(found, 'answer')].map(([path, text]) =>
    flawOf(path, text, path === 'answer.article.text' ? 2 * page.length : mostOfOne),
  )
  const lists = [...listsOf(found, 'answer')].map(([path, list]) =>
    list.length > mostOfList ? `${path} has ${list.length} entries` : null,
  )
  const told = found.ok
    ? shapeFlaws(found.article.text)
    : [reasons.test(found.reason) ? null : `reason ${found.reason}`]
  return [...texts, ...lists, ...told].filter((flaw) => flaw !== null)
}

/** Paragraphs are separated by one blank line, and none is empty. */
function shapeFlaws(text: string): string[] {
  const isBroken = text
    .split('\n\n')
    .some((paragraph) => paragraph.trim() !== paragraph || paragraph === '' || paragraph.includes('\n'))
  return isBroken ? ['answer.article.text has an empty or broken paragraph'] : []
}
