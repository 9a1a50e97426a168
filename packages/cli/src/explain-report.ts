import { styleText } from 'node:util'
import type { Article, ExplainedBlock, Explanation, SourcedField } from '@stancewire/extraction'
import { renderBlocks } from './explain-blocks.ts'
import type { PageFound } from './explain-found.ts'
import { stopInWords } from './explain-words.ts'
import { clip, plural, renderTable } from './table.ts'

/** How much room there is. */
type Room = {
  /** Columns of the terminal; wide where there is none. */
  readonly width?: number | undefined
  /** Whole texts, however long. */
  readonly all?: boolean
}

const widthWithoutTerminal = 160
const mark = '✓'

/** What a page is, where its metadata came from, and what became of each of its blocks, for a person at a terminal. */
export function renderExplanation(explanation: Explanation, { url }: Pick<PageFound, 'url'>, room: Room = {}): string {
  const { width = widthWithoutTerminal, all = false } = room
  const most = all ? Number.POSITIVE_INFINITY : width
  const head = [headline(explanation, most)]
  if (url !== null) head.push(styleText('dim', clip(url, most)))
  return [
    head.join('\n'),
    metadata(explanation, all ? Number.POSITIVE_INFINITY : width),
    ...hiddenText(explanation, most),
    renderBlocks(explanation.parts, { width, all }),
    summary(explanation),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function headline({ extraction, parts }: Explanation, most: number): string {
  if (extraction.ok) {
    const { kind, title } = extraction.article
    return styleText('bold', clip(`${kind}: ${title || 'without a title'}`, most))
  }
  const { is, todo } = stopInWords(extraction.reason, parts.length > 0)
  const what = styleText(['bold', 'yellow'], `no article: ${is}`)
  return `${what}\n${clip(`${extraction.reason}: ${extraction.detail}`, most)}\nwhat to do: ${todo}`
}

const labels: Record<SourcedField, string> = {
  title: 'title',
  authors: 'authors',
  publishedAt: 'published',
  modifiedAt: 'modified',
  language: 'language',
  siteName: 'site',
  canonicalUrl: 'address',
  section: 'section',
  tags: 'tags',
  image: 'image',
  kind: 'kind',
}
const fromMax = 40
// The longest label, and the gaps between the columns.
const besides = 13
const valueMin = 30

function metadata({ extraction }: Explanation, width: number): string {
  if (!extraction.ok) return ''
  const { article, sources } = extraction
  const fields = Object.keys(labels) as SourcedField[]
  const isFound = (field: SourcedField) => shownValue(article[field]) !== ''
  const shown = fields.filter(isFound)
  const longest = Math.max(...shown.map((field) => Math.min(fromMax, sources[field]?.length ?? 0)))
  const most = Math.max(valueMin, width - besides - longest)
  const rows = shown.map((field) => [labels[field], clip(shownValue(article[field]), most), from(sources[field])])
  const table = renderTable(['field', 'value', 'from'], rows)
  const missing = fields.filter((field) => !isFound(field)).map((field) => labels[field])
  return missing.length === 0 ? table : `${table}\n${styleText('dim', `not found: ${missing.join(', ')}`)}`
}

function from(source: string | null): string {
  return source === null ? '' : styleText('dim', clip(source, fromMax))
}

function shownValue(value: Article[SourcedField]): string {
  return Array.isArray(value) ? value.join(', ') : (value ?? '')
}

const hiddenTexts = {
  'json-ld': 'the text is the declared one (JSON-LD): the page shows too little of it',
  scripts: 'the text is from the state of the page’s scripts: the page itself shows none',
}

/** Where the page shows too little, its text stands in no block. */
function hiddenText({ extraction, textFrom }: Explanation, most: number): string[] {
  if (textFrom === 'page' || !extraction.ok) return []
  const paragraphs = extraction.article.text.split('\n\n').map((text) => clip(`${mark} ${text}`, most))
  return [[hiddenTexts[textFrom], ...paragraphs].join('\n')]
}

function summary({ extraction, textFrom, parts }: Explanation): string {
  const blocks = parts.filter((part): part is ExplainedBlock => part.is === 'block')
  const links = parts.reduce((sum, part) => (part.is === 'links' ? sum + part.count : sum), 0)
  const kept = blocks.filter((block) => block.kept)
  const length = extraction.ok ? extraction.article.text.length : kept.reduce((sum, { text }) => sum + text.length, 0)
  const shown = `${kept.length} of ${plural(blocks.length + links, 'block')} kept`
  return styleText(
    'dim',
    textFrom !== 'page'
      ? `${shown}; text from elsewhere on the page, ${plural(length, 'character')}`
      : `${shown}, ${plural(length, 'character')}`,
  )
}
