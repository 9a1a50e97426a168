import { hostKey } from './host-key.ts'

// A name longer than this stands in no address.
const maxNameLength = 253
// Asterisks and the like can be read as part of an address, and name nothing.
const namePattern = /^(?:[\w-]+(?:\.[\w-]+)*|\[[\da-f:.]+\])$/

/** The host that a person names, as {@link hostKey} calls it: by any name below it, or by an address there. `null` where it names none. */
export function hostNamed(name: string): string | null {
  const given = name.trim()
  const isAddress = /^https?:\/\//i.test(given)
  if (!isAddress && (given.length > maxNameLength || /[\s/?#@\\]|:$/.test(given))) return null
  const key = hostKey(isAddress ? given : `http://${given}/`)
  return key !== 'invalid' && key.length <= maxNameLength && namePattern.test(key) ? key : null
}
