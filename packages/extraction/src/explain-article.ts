import type { Extraction } from './article.ts'
import { type Choice, isKept, type Verdict } from './body/choose-blocks.ts'
import type { TextSource } from './body/read-body.ts'
import { type HtmlPage, readPage } from './extract-article.ts'
import { type FurnitureKind, furnitureKind } from './furniture/line-kind.ts'
import { sweepFurniture } from './furniture/sweep.ts'
import type { Container } from './page/block.ts'
import { oneLine } from './page/plain.ts'
import { readPlainText } from './read-plain-text.ts'
import { textLines } from './text-lines.ts'

/** A block of a page, or a line of a text: what became of it, and why. */
export interface ExplainedBlock {
  is: 'block'
  text: string
  kept: boolean
  /** The reason: a closed list. */
  verdict: Verdict
  /** How likely it is part of the article, by its looks and its place, in [0, 1]; null in plain text. */
  probability: number | null
  /** Which furniture its words make it; null where its words may belong to an article. */
  furniture: FurnitureKind | null
  /** Whether it says the title. */
  isTitle: boolean
  /** The elements that it stands in, innermost last: `article > div.content > p`; null in plain text. */
  where: string | null
}

/** Blocks in a row that were cut and are plainly links to elsewhere, most of them at first sight. */
export interface ExplainedLinks {
  is: 'links'
  count: number
  /** What the first of them says. */
  first: string
}

/** The answer about a page, and how it came to be. */
export interface Explanation {
  extraction: Extraction
  /** Where the text was taken from: where it is not the page, no block is the text. */
  textFrom: TextSource
  /** In page order. */
  parts: (ExplainedBlock | ExplainedLinks)[]
}

const maxSteps = 4
const maxName = 30
// Such a block was looked at closely for its place alone.
const linked = 0.9
const sure = 0.05

/** Says of every block of a page whether it was kept or cut and why, beside what `extractArticle` answers. Takes any HTML, as that does. */
export function explainArticle(page: HtmlPage): Explanation {
  const { extraction, body } = readPage(page)
  const parts: Explanation['parts'] = []
  for (const choice of body.choices) {
    const last = parts.at(-1)
    if (!isLink(choice)) parts.push(explained(choice))
    else if (last?.is === 'links') last.count++
    else parts.push({ is: 'links', count: 1, first: choice.view.block.text })
  }
  return { extraction, textFrom: body.textFrom, parts }
}

function isLink(choice: Choice): boolean {
  const { view, probability, verdict } = choice
  if (isKept(choice)) return false
  return view.isElsewhere || (verdict === 'unlikely' && view.block.linkDensity > linked && probability < sure)
}

function explained(choice: Choice): ExplainedBlock {
  const { view, probability, verdict } = choice
  const { text, container } = view.block
  const furniture = view.furniture ?? (verdict === 'furniture' ? furnitureKind(text) : null)
  const { isTitle } = view.fact
  const where = pathOf(container)
  return { is: 'block', text, kept: isKept(choice), verdict, probability, furniture, isTitle, where }
}

/** The last few elements from the body down to this one; each with its first class, or else its id. */
function pathOf(container: Container): string {
  const steps: string[] = []
  let at: Container | null = container
  for (; at?.element && at.tag !== 'body' && steps.length < maxSteps; at = at.parent) steps.unshift(stepOf(at))
  return (at?.element && at.tag !== 'body' ? ['…', ...steps] : steps).join(' > ')
}

function stepOf({ tag, element }: Container): string {
  const className = firstWord(element?.attribs.class)
  if (className !== '') return `${tag}.${className}`
  const id = firstWord(element?.attribs.id)
  return id === '' ? tag : `${tag}#${id}`
}

function firstWord(names: string | undefined): string {
  const [first = ''] = oneLine((names ?? '').slice(0, 300)).split(' ')
  return first.length > maxName ? `${first.slice(0, maxName - 1).toWellFormed()}…` : first
}

/** As {@link explainArticle}, of a plain-text document: its lines stand for blocks. */
export function explainPlainText(document: { text: string; url: string | null }): Explanation {
  const extraction = readPlainText(document)
  const lines = textLines(document.text)
  const left = new Set(extraction.ok ? inOrder(lines, extraction.article.text) : sweepFurniture(lines))
  const title = extraction.ok ? extraction.article.title : ''
  const parts = lines.map((line): ExplainedBlock => {
    const { text } = line
    const kept = left.has(line)
    const isTitle = !kept && title !== '' && text.includes(title)
    const verdict = kept ? 'kept' : isTitle ? 'title' : 'furniture'
    const furniture = furnitureKind(text)
    return { is: 'block', text, kept, verdict, probability: null, furniture, isTitle, where: null }
  })
  return { extraction, textFrom: 'page', parts }
}

/** The lines that are the text's paragraphs. */
function inOrder<Line extends { text: string }>(lines: readonly Line[], text: string): Line[] {
  const paragraphs = text.split('\n\n')
  let next = 0
  return lines.filter((line) => {
    if (line.text !== paragraphs[next]) return false
    next++
    return true
  })
}
