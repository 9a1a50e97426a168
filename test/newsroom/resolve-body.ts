import { type Block, parseBody } from './body.ts'
import type { FrontMatter } from './front-matter.ts'

/** A file of the content folder as it is written, before it borrows text from others. */
export interface RawEntry {
  readonly slug: string
  readonly front: FrontMatter
  readonly text: string
}

/** A body with the slugs of the entries it took passages from. */
export interface ResolvedBody {
  readonly blocks: readonly Block[]
  readonly reuses: readonly string[]
}

const passageLine = /^@passage ([a-z0-9-]+) (\d{1,2})$/

const editedText = (text: string, edits: FrontMatter['edits'] = []): string =>
  edits.reduce((edited, { find, replace }) => {
    const times = edited.split(find).length - 1
    if (times !== 1) throw new Error(`edits: "${find}" occurs ${times} times in the original, expected once`)
    return edited.replace(find, () => replace)
  }, text)

const passage = (entries: ReadonlyMap<string, RawEntry>, slug: string, ordinal: number): Block => {
  const source = entries.get(slug)
  if (source === undefined) throw new Error(`@passage: there is no entry "${slug}"`)
  const block = parseBody(source.text)[ordinal - 1]
  if (block === undefined) throw new Error(`@passage: "${slug}" has no block ${ordinal}`)
  return block
}

/**
 * The body an entry is served with: its own text, that of `copyOf` with `edits` applied, and for each line
 * `@passage SLUG N` the N-th block (from 1) of another entry. Throws with the reason where the other text is missing.
 */
export function resolveBody(entry: RawEntry, entries: ReadonlyMap<string, RawEntry>): ResolvedBody {
  const { copyOf, edits } = entry.front
  if (copyOf !== undefined) {
    const original = entries.get(copyOf)
    if (original === undefined) throw new Error(`copyOf: there is no entry "${copyOf}"`)
    if (entry.text.trim() !== '') throw new Error('a copy has no body of its own')
    return { blocks: parseBody(editedText(original.text, edits)), reuses: [] }
  }
  const reuses = new Set<string>()
  const blocks = parseBody(entry.text).map((block) => {
    const found = block.kind === 'paragraph' ? passageLine.exec(block.text) : null
    if (found === null) return block
    const [, slug = '', ordinal = '0'] = found
    reuses.add(slug)
    return passage(entries, slug, Number(ordinal))
  })
  return { blocks, reuses: [...reuses] }
}
