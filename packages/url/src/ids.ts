import { createHash } from 'node:crypto'

const idHexDigits = 32

const hashed = (letter: string, address: string): string =>
  letter + createHash('sha256').update(address).digest('hex').slice(0, idHexDigits)

/** `u` and 32 hex digits: the identity of an address. Give it what {@link canonicalUrl} or {@link textUrl} returned. */
export function urlId(canonical: string): string {
  return hashed('u', canonical)
}

/** `a` and 32 hex digits: the identity of an article, from the canonical address that its page settled on. */
export function articleId(canonical: string): string {
  return hashed('a', canonical)
}

/** `text:<sha256>`: the address of an article that was handed over as text and has no address of its own. */
export function textUrl(sha256Hex: string): string {
  return `text:${sha256Hex.toLowerCase()}`
}
