/** A piece of an article's body. */
export type Block =
  | { readonly kind: 'paragraph' | 'heading' | 'quote'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }

const stripMark = (line: string): string => line.replace(/^(?:##|>|-) */, '')

const blockOf = (chunk: string): Block => {
  const lines = chunk.split('\n').map((line) => line.trim())
  if (lines.every((line) => line.startsWith('- '))) return { kind: 'list', items: lines.map(stripMark) }
  const text = lines.map(stripMark).join(' ')
  if (chunk.startsWith('## ')) return { kind: 'heading', text }
  if (chunk.startsWith('> ')) return { kind: 'quote', text }
  return { kind: 'paragraph', text: lines.join(' ') }
}

/** Reads blank-line separated blocks: plain paragraphs, `## ` headings, `> ` quotations and `- ` lists. */
export const parseBody = (text: string): Block[] =>
  text
    .split(/\n[ \t]*\n/)
    .map((chunk) => chunk.trim())
    .filter((chunk) => chunk !== '')
    .map(blockOf)

/** The words of a block, without markup. */
export const blockText = (block: Block): string => (block.kind === 'list' ? block.items.join(' ') : block.text)

/** The number of words in a body. */
export const wordCount = (blocks: readonly Block[]): number =>
  blocks.map(blockText).join(' ').split(/\s+/).filter(Boolean).length
