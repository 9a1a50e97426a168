import { shingle, tokenize } from './shingles.ts'

/** What a set says of a page: its whole text, or segments that must and must not appear in it. */
export type Gold =
  | { readonly is: 'text'; readonly text: string; readonly leavesListsOut: boolean }
  | { readonly is: 'segments'; readonly wanted: readonly string[]; readonly unwanted: readonly string[] }

/** What is labelled of a block: whether it belongs to the article, and how much that counts; 0 where the set does not say. */
export type Label = { readonly isArticle: boolean; readonly weight: number }

export type LabelledBlock = { readonly text: string; readonly tag: string; readonly linkDensity: number }

const unsaid: Label = { isArticle: false, weight: 0 }
const shortBlock = 4
/** Shares of a block's shingles that stand in the article. */
const most = 0.5
const doubtful = 0.2
const leastTokens = 60
const segmentsWeight = 0.4
const listWeight = 0.25

/** Labels the blocks of a page by what a set says of it. */
export function labelBlocks(blocks: readonly LabelledBlock[], gold: Gold): Label[] {
  return gold.is === 'text' ? byText(blocks, gold) : bySegments(blocks, gold)
}

function byText(blocks: readonly LabelledBlock[], { text, leavesListsOut }: Extract<Gold, { is: 'text' }>): Label[] {
  const tokens = tokenize(text)
  const shingles = new Set(shingle(tokens))
  const lines = new Set(text.split(/\n+/).map(folded))
  return blocks.map((block) => {
    const own = tokenize(block.text)
    const share = own.length < shortBlock ? Number(lines.has(folded(block.text))) : shareIn(shingle(own), shingles)
    const isArticle = share >= most
    const size = Math.min(1, (own.length + 1.5) / Math.max(leastTokens, tokens.length))
    const isDoubtful = share > doubtful && share < most
    const isListLeftOut = leavesListsOut && !isArticle && isItem(block)
    return { isArticle, weight: size * (isDoubtful ? 0.5 : 1) * (isListLeftOut ? listWeight : 1) }
  })
}

const folded = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')

function shareIn(own: readonly string[], known: ReadonlySet<string>): number {
  return own.filter((one) => known.has(one)).length / Math.max(1, own.length)
}

/** A set that leaves lists out says little about items of text. */
function isItem({ tag, linkDensity, text }: LabelledBlock): boolean {
  return (tag === 'li' || tag === 'tr') && linkDensity < 0.3 && text.length > 40
}

function bySegments(
  blocks: readonly LabelledBlock[],
  { wanted, unwanted }: Extract<Gold, { is: 'segments' }>,
): Label[] {
  const weight = segmentsWeight / Math.max(1, wanted.length + unwanted.length)
  const holdsOne = (text: string, segments: readonly string[]) =>
    segments.some((segment) => text.includes(spaced(segment)))
  return blocks.map(({ text }) => {
    if (holdsOne(text, wanted)) return { isArticle: true, weight }
    return holdsOne(text, unwanted) ? { isArticle: false, weight } : unsaid
  })
}

const spaced = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
