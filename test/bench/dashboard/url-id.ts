import { createHash } from 'node:crypto'

/** The id of a URL that is none: a hash, as those of the line are, so that the next one stands anywhere in an index. */
export function urlIdOf(name: string): string {
  return `u${createHash('sha1').update(name).digest('hex').slice(0, 32)}`
}
