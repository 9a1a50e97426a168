import type { Block } from '../body.ts'
import type { Entry } from '../content.ts'

/** The body with the dateline before its first sentence. */
export function datedBlocks({ blocks, dateline }: Entry): readonly Block[] {
  const [first, ...rest] = blocks
  if (dateline === undefined || first?.kind !== 'paragraph') return blocks
  return [{ kind: 'paragraph', text: `${dateline} ${first.text}` }, ...rest]
}
