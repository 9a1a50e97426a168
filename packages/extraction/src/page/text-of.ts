import type { ChildNode, Element } from 'domhandler'
import { oneLine } from './plain.ts'
import { neverText } from './tags.ts'

const maxLength = 2000
const maxNodes = 5000

/** Text of one element on one line, by an iterative walk; at most 2,000 characters of it, from its first 5,000 nodes. */
export function textOf(element: Element): string {
  let text = ''
  let node: ChildNode | null = element.firstChild
  for (let seen = 0; node && seen < maxNodes && text.length < maxLength; seen++) {
    if (node.type === 'text') text += node.data
    else if (node.type === 'tag' && node.name === 'br') text += ' '
    const inside: ChildNode | null = node.type === 'tag' && !neverText.has(node.name) ? node.firstChild : null
    node = inside ?? nextOutside(node, element)
  }
  return oneLine(text)
}

function nextOutside(node: ChildNode, root: Element): ChildNode | null {
  let at: ChildNode = node
  while (at.nextSibling === null) {
    const parent = at.parent
    if (parent === null || parent === root || parent.type === 'root') return null
    at = parent as ChildNode
  }
  return at.nextSibling
}
