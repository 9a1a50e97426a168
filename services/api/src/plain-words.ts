import type { z } from 'zod'

/** What was asked breaks its contract here, and what was expected instead. */
export type Fault = { readonly path: readonly PropertyKey[]; readonly what: string }

/** An issue as zod states it; what else it holds depends on its code. */
type Issue = Pick<z.core.$ZodIssue, 'path' | 'message'> & { readonly code?: string | undefined } & Readonly<
    Record<string, unknown>
  >

/** What is wrong with `value`, in plain words: a fault for each name that nobody knows, and one for each other issue. */
export function faultsOf(issues: readonly object[], value: unknown): Fault[] {
  return (issues as Issue[]).flatMap((issue): Fault[] => {
    const { path, code, keys } = issue
    if (code === 'unrecognized_keys' && Array.isArray(keys))
      return keys.map((key: string) => ({ path: [...path, key], what: 'nothing of this name is taken here' }))
    return [{ path, what: expectedOf(issue, valueAt(value, path)) }]
  })
}

function expectedOf({ code, message, ...more }: Issue, found: unknown): string {
  switch (code) {
    case 'invalid_type':
      return typeInWords(String(more.expected), found)
    case 'invalid_value':
      return `expected ${oneOf((more.values as unknown[]).map(String))}`
    case 'too_small':
      return `expected at least ${amount(more.minimum, more.origin)}`
    case 'too_big':
      return `expected at most ${amount(more.maximum, more.origin)}`
    case 'invalid_format':
      return isZods(message) ? formatInWords(String(more.format), String(more.pattern)) : message
    default:
      return isZods(message) ? 'expected something else' : message
  }
}

/** Whether no schema has words of its own for it. */
function isZods(message: string): boolean {
  return /^(?:Invalid|Too )/.test(message)
}

const types: Readonly<Record<string, string>> = {
  ...{ string: 'a text', number: 'a number', int: 'a whole number', boolean: 'true or false' },
  ...{ array: 'a list', object: 'an object', record: 'an object', null: 'null', undefined: 'nothing' },
}

function typeInWords(expected: string, found: unknown): string {
  const wanted = types[expected] ?? `a value of type ${expected}`
  // Whoever repeats a parameter sends a list of texts.
  if (
    expected !== 'array' &&
    Array.isArray(found) &&
    found.every((each) => typeof each === 'string') &&
    found.length > 1
  )
    return 'it is given twice'
  // A text of the address that was to be read as a number.
  if (typeof found === 'string' && ['number', 'int'].includes(expected)) return `expected ${wanted}`
  return `expected ${wanted}, found ${types[typeOf(found)] ?? 'something else'}`
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function oneOf(values: readonly string[]): string {
  return values.length === 1 ? String(values[0]) : `one of ${values.join(', ')}`
}

const units: Readonly<Record<string, string>> = { string: 'character', array: 'item' }

function amount(bound: unknown, origin: unknown): string {
  const unit = units[String(origin)]
  return unit === undefined ? String(bound) : `${bound} ${unit}${bound === 1 ? '' : 's'}`
}

const ids: Readonly<Record<string, readonly [string, string]>> = {
  a: ['an article or a group', ''],
  e: ['an event', ''],
  h: ['a holder', ': /v1/holders?search= finds it'],
  o: ['an operation', ''],
  u: ['a URL', ': /v1/runs?url= finds it'],
}

function formatInWords(format: string, pattern: string): string {
  if (format === 'datetime') return 'expected an instant like 2026-03-03T09:00:00Z'
  const matched = pattern.replace(/^\/(.*)\/[a-z]*$/, '$1')
  const [, letter = ''] = /^\^([a-z])\[0-9a-f\]\{32\}\$$/.exec(matched) ?? []
  const known = ids[letter]
  if (known) return `expected the id of ${known[0]}, like ${letter} and 32 digits from 0 to f${known[1]}`
  return `expected another text: one that matches ${matched}`
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value
  for (const key of path) at = (at as Record<PropertyKey, unknown> | null | undefined)?.[key]
  return at
}
