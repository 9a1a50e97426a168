import { createHash } from 'node:crypto'

/** Letter and hash of a holder's name, whatever its case, accents and spacing: the same name is the same holder in every article. */
export function holderId(name: string): string {
  const folded = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return `h${createHash('sha256')
    .update(folded === '' ? name : folded)
    .digest('hex')
    .slice(0, 32)}`
}
