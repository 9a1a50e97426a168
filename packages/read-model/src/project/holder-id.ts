import { createHash } from 'node:crypto'
import { foldName } from '../search/fold-name.ts'

// A name is asked for several times with each statement, and most names come again: some 5 MB of them.
const rememberedMax = 20_000
const remembered = new Map<string, string>()

/** Letter and hash of a holder's name, whatever its case, accents and spacing: the same name is the same holder in every article. */
export function holderId(name: string): string {
  const known = remembered.get(name)
  if (known !== undefined) return known
  const id = hashOf(name)
  if (remembered.size >= rememberedMax) remembered.clear()
  remembered.set(name, id)
  return id
}

function hashOf(name: string): string {
  const folded = foldName(name)
  return `h${createHash('sha256')
    .update(folded === '' ? name : folded)
    .digest('hex')
    .slice(0, 32)}`
}
