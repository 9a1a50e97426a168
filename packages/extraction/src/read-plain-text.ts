import type { Extraction } from './article.ts'
import { isByline } from './furniture/byline.ts'
import { isDateLine } from './furniture/date-line.ts'
import { furnitureKind } from './furniture/line-kind.ts'
import { sweepFurniture } from './furniture/sweep.ts'
import { splitNames } from './metadata/authors/person-names.ts'
import { detectLanguage } from './metadata/language.ts'
import { readMoment } from './metadata/moment.ts'
import { type Metadata, nothingFound, toArticle, toSources } from './metadata/read-metadata.ts'
import { withoutSiteName } from './metadata/title.ts'
import { type TextLine, textLines } from './text-lines.ts'

const maxTitleLength = 300
/** A first line of this length that ends as a sentence does is a paragraph. */
const paragraphLength = 100
const topLines = 12
const minText = 80
const titleField = /^(?:title|headline|titel|titre|título|titolo|tytuł|заголовок|назва)\s?:\s?/iu

/** The address that a document was saved from. */
const bareAddress = /^(?:url\s?:\s?)?https?:\/\/\S{3,300}$/i

const isParagraph = (text: string): boolean => text.length > paragraphLength && /[.…]["”’»]?$/.test(text.slice(-2))

/** A plain-text document opens with its title, unless what stands there is furniture or already a paragraph. */
function takeTitle(lines: TextLine[]): { title: string; rest: TextLine[] } {
  const at = lines.findIndex((line) => furnitureKind(line.text) === null && !bareAddress.test(line.text))
  const first = lines[at]?.text
  if (first === undefined || lines.length === 1) return { title: '', rest: lines }
  if (first.length > maxTitleLength || isParagraph(first)) return { title: '', rest: lines }
  const title = withoutSiteName(first.replace(titleField, ''), new Set())
  const rest = lines.slice(at + 1).filter((line, below) => below > topLines || !bareAddress.test(line.text))
  return { title, rest: rest[0]?.text === first ? rest.slice(1) : rest }
}

/**
 * Reads a plain-text document: the first line that is no furniture is its title, the others are paragraphs, filtered
 * as those of a page are. Lines that were broken at a fixed width are joined. Authors and a date are taken from byline
 * and date lines near the top.
 */
export function readPlainText(document: { text: string; url?: string | null }): Extraction {
  const lines = textLines(document.text)
  const { title, rest } = takeTitle(lines)
  const text = sweepFurniture(rest)
    .map((one) => one.text)
    .join('\n\n')
  if (text.length < minText)
    return { ok: false, reason: 'not-an-article', detail: `${text.length} characters of article text` }
  const top = lines.slice(0, topLines).map((line) => line.text)
  const found = { ...nothingFound, ...topFacts(top), language: textLanguage(text) }
  if (title !== '') found.title = { value: title, from: 'text' }
  return { ok: true, article: toArticle(found, text), sources: toSources(found) }
}

function textLanguage(text: string): Metadata['language'] {
  const value = detectLanguage(text)?.language
  return value === undefined ? null : { value, from: 'detected' }
}

/** Authors and date from the lines at the top. */
function topFacts(lines: string[]): Pick<Metadata, 'authors' | 'publishedAt'> {
  const names = splitNames(lines.find(isByline) ?? '').filter((name) => name.includes(' '))
  const moment = readMoment(lines.find(isDateLine))
  return {
    authors: names.length > 0 ? { value: names, from: 'byline' } : null,
    publishedAt: moment ? { value: moment.instant ?? moment.day, from: 'text' } : null,
  }
}
