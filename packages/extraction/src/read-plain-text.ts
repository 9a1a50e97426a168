import type { Extraction } from './article.ts'
import { isByline, isDateLine } from './furniture/byline.ts'
import { furnitureKind } from './furniture/line-kind.ts'
import { type Paragraph, sweepFurniture } from './furniture/sweep.ts'
import { detectLanguage } from './metadata/language.ts'
import { readMoment } from './metadata/moment.ts'
import { splitNames } from './metadata/person-names.ts'
import { withoutSiteName } from './metadata/title.ts'
import { oneLine } from './page/plain.ts'

const maxLength = 2_000_000
const maxTitleLength = 300
const topLines = 12
const minText = 80
const wrapWidth = { least: 50, most: 100 }

/** Whether lines were broken at a fixed width, so that a paragraph spans several of them. */
function isWrapped(paragraphs: string[][]): boolean {
  const broken = paragraphs.filter((lines) => lines.length > 1).flatMap((lines) => lines.slice(0, -1))
  if (broken.length < 6 || paragraphs.length < 2) return false
  const full = broken.filter(
    (line) => line.length >= wrapWidth.least && line.length <= wrapWidth.most && !/[.!?:]["”’)]?$/.test(line),
  )
  return full.length > 0.6 * broken.length
}

function linesOf(text: string): string[] {
  const paragraphs = text
    .slice(0, maxLength)
    .split(/\r?\n[^\S\n]*\r?\n/)
    .map((paragraph) =>
      paragraph
        .split(/[\r\n]+/)
        .map(oneLine)
        .filter((line) => line !== ''),
    )
  return isWrapped(paragraphs)
    ? paragraphs.map((lines) => lines.join(' ')).filter((line) => line !== '')
    : paragraphs.flat()
}

/** A plain-text document opens with its title, unless what stands there is furniture or already a paragraph. */
function takeTitle(lines: string[]): { title: string; rest: string[] } {
  const at = lines.findIndex((line) => furnitureKind(line) === null)
  const first = lines[at]
  if (first === undefined || first.length > maxTitleLength || lines.length === 1) return { title: '', rest: lines }
  return { title: withoutSiteName(first, new Set()), rest: lines.slice(at + 1) }
}

/**
 * Reads a plain-text document: the first line that is no furniture is its title, the others are paragraphs, filtered
 * as those of a page are. Authors and a date are taken from byline and date lines near the top.
 */
export function readPlainText(document: { text: string; url?: string | null }): Extraction {
  const { title, rest } = takeTitle(linesOf(document.text))
  const paragraphs: Paragraph[] = rest.map((text) => ({ text, isHeading: false, isItem: /^[-*•–]\s/.test(text) }))
  const text = sweepFurniture(paragraphs)
    .map((one) => one.text)
    .join('\n\n')
  if (text.length < minText)
    return { ok: false, reason: 'not-an-article', detail: `${text.length} characters of article text` }
  const top = rest.slice(0, topLines)
  const byline = top.find(isByline)
  const dateLine = top.find(isDateLine)
  const moment = readMoment(dateLine)
  return {
    ok: true,
    article: {
      title,
      text,
      authors: byline === undefined ? [] : splitNames(byline).filter((name) => name.includes(' ')),
      publishedAt: moment ? (moment.instant ?? moment.day) : null,
      modifiedAt: null,
      language: detectLanguage(text)?.language ?? null,
      siteName: null,
      canonicalUrl: null,
      kind: 'article',
    },
  }
}
