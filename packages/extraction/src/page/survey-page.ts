import type { ChildNode, Document, Element } from 'domhandler'
import type { Block, Container } from './block.ts'
import { Carriers } from './carriers.ts'
import { LineBuffer } from './line-buffer.ts'
import { Mark, MarkReader } from './mark.ts'
import { breaksLine, isHeading, neverText } from './tags.ts'

/** Deeper elements share the container at this depth: a bound for hostile nesting. */
const maxDepth = 200
const maxNodes = 600_000
const maxBlocks = 20_000

/** What one walk over the tree finds: the text blocks in reading order, and everything that carries metadata. */
export interface PageSurvey {
  root: Container
  containers: Container[]
  blocks: Block[]
  carriers: Carriers
}

function makeContainer(parent: Container | null, element: Element | null, marks: number, index: number): Container {
  const tag = element?.name ?? 'root'
  const container: Container = {
    parent,
    element,
    index,
    tag,
    marks,
    allMarks: (parent?.allMarks ?? 0) | marks,
    depth: (parent?.depth ?? -1) + 1,
    hidden: (parent?.hidden ?? false) || (element !== null && isHidden(element)),
    signature: element ? `${tag}.${(element.attribs.class ?? '').replace(/\d+/g, '').slice(0, 60)}` : tag,
    articleRoot: parent?.articleRoot ?? null,
    chars: 0,
    linkChars: 0,
    blockCount: 0,
    headingCount: 0,
  }
  if (tag === 'article') container.articleRoot = container
  return container
}

const displayNone = /display\s*:\s*none/i

function isHidden(element: Element): boolean {
  const { hidden, style } = element.attribs
  if (hidden !== undefined) return true
  return style !== undefined && displayNone.test(style.slice(0, 200))
}

const displayBlock = /display\s*:\s*block/i

function isCell(element: Element): boolean {
  if (element.name !== 'td' && element.name !== 'th') return false
  for (let child = element.firstChild; child; child = child.nextSibling) {
    if (child.type === 'tag' && (breaksLine.has(child.name) || child.name === 'br')) return false
  }
  return true
}

/** One step back out of an element: what to undo when its last child has been seen. */
interface Leave {
  element: Element
  container: Container
  isBlock: boolean
  inlineMarks: number
  startLength: number
}

class Surveyor {
  readonly containers: Container[] = []
  readonly blocks: Block[] = []
  readonly carriers = new Carriers()
  readonly root = makeContainer(null, null, 0, 0)
  private container = this.root
  private readonly line = new LineBuffer()
  private readonly marks = new MarkReader()
  private readonly leaves: Leave[] = []

  walk(document: Document): PageSurvey {
    this.containers.push(this.root)
    let node: ChildNode | null = document.firstChild as ChildNode | null
    let budget = maxNodes
    while (budget-- > 0 && this.blocks.length < maxBlocks) {
      const inner = node ? this.enter(node) : null
      if (inner) {
        node = inner
        continue
      }
      while (node === null || node.nextSibling === null) {
        const leave = this.leaves.pop()
        if (!leave) return this.finish()
        this.leave(leave)
        node = leave.element
      }
      node = node.nextSibling
    }
    return this.finish()
  }

  private finish(): PageSurvey {
    this.flush()
    return { root: this.root, containers: this.containers, blocks: this.blocks, carriers: this.carriers }
  }

  /** Reads a node; returns its first child when the walk shall go inside. */
  private enter(node: ChildNode): ChildNode | null {
    if (node.type === 'text') this.line.add(node.data)
    else if (node.type === 'script') this.carriers.script(node)
    if (node.type !== 'tag') return null
    if (neverText.has(node.name)) {
      this.carriers.note(node, this.container, 0)
      return null
    }
    if (node.name === 'br') {
      if (this.line.break()) this.flush()
      return null
    }
    return this.open(node)
  }

  private open(element: Element): ChildNode | null {
    const marks = this.marks.marksOf(element.name, element.attribs)
    this.carriers.note(element, this.container, marks)
    if (element.name === 'title') return null
    const isCellText = isCell(element)
    const isBlock = !isCellText && (breaksLine.has(element.name) || displayBlock.test(element.attribs.style ?? ''))
    if (!isBlock && marks & Mark.offscreen) return null
    if (element.firstChild === null) {
      if (isBlock) this.flush()
      return null
    }
    this.leaves.push({ element, container: this.container, isBlock, inlineMarks: marks, startLength: this.line.length })
    if (isBlock) this.openContainer(element, marks)
    else this.line.open(element.name)
    if (isCellText) this.line.add(' ')
    return element.firstChild
  }

  private openContainer(element: Element, marks: number): void {
    this.flush()
    if (this.container.depth >= maxDepth) return
    const container = makeContainer(this.container, element, marks, this.containers.length)
    this.container = container
    this.containers.push(container)
    if (isHeading(element.name)) countHeading(container)
  }

  private leave(leave: Leave): void {
    if (leave.isBlock) {
      this.flush()
      this.container = leave.container
      return
    }
    this.line.close(leave.element.name)
    if (leave.inlineMarks !== 0 && leave.startLength === 0) this.line.coverWith(leave.inlineMarks)
  }

  private flush(): void {
    const block = this.line.take(this.container)
    if (!block) return
    this.blocks.push(block)
    const linkChars = block.text.length * block.linkDensity
    for (let at: Container | null = this.container; at; at = at.parent) {
      at.chars += block.text.length
      at.linkChars += linkChars
      at.blockCount++
    }
  }
}

function countHeading(heading: Container): void {
  let at: Container | null = heading.parent
  for (let up = 0; at && up < 4; up++) {
    at.headingCount++
    at = at.parent
  }
}

/** Walks the tree once, without recursion, within fixed bounds of depth, nodes and blocks. */
export function surveyPage(document: Document): PageSurvey {
  return new Surveyor().walk(document)
}
