import type { Element } from 'domhandler'

/** A block element, or the page itself: where blocks stand. */
export interface Container {
  parent: Container | null
  element: Element | null
  /** Its place among the page's containers, in page order. */
  index: number
  tag: string
  /** Own marks. */
  marks: number
  /** Marks of this container and of all above it. */
  allMarks: number
  depth: number
  hidden: boolean
  /** Tag and class without digits: equal for containers made by one template. */
  signature: string
  /** The nearest `article` element, this container included. */
  articleRoot: Container | null
  /** Characters of all blocks inside, and how many of them are in links. */
  chars: number
  linkChars: number
  blockCount: number
  headingCount: number
}

/** A run of text between two block borders. */
export interface Block {
  text: string
  container: Container
  /** Share of the text that lies in links, in [0, 1]. */
  linkDensity: number
  linkCount: number
  /** Share of the text in bold or italics, in [0, 1]. */
  emphasis: number
  /** Marks of an inline element that holds the whole block. */
  inlineMarks: number
}

/** The container whose children the block's siblings are: the parent of a `p`, or the element itself for loose text. */
export function homeOf(block: Block): Container {
  const { container } = block
  return holdsOnlyText.has(container.tag) ? (container.parent ?? container) : container
}

const holdsOnlyText = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'dd', 'dt', 'pre', 'tr', 'blockquote'])

/** Whether `inner` is `outer` or stands inside it. */
export function isWithin(inner: Container, outer: Container): boolean {
  let at: Container | null = inner
  while (at && at.depth > outer.depth) at = at.parent
  return at === outer
}
