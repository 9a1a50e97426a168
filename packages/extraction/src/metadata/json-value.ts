/** A value as JSON gives it. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject
export interface JsonObject {
  [key: string]: JsonValue
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function asList(value: JsonValue | undefined): JsonValue[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

export function asText(value: JsonValue | undefined): string | null {
  const first = asList(value)[0]
  return typeof first === 'string' && first.trim() !== '' ? first : null
}

function tryParse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return undefined
  }
}

const maxLength = 2_000_000

/** Reads JSON as pages write it: in comment or CDATA marks, with raw line breaks, trailing commas or stray backslashes. */
export function readLooseJson(source: string): JsonValue | undefined {
  if (source.length > maxLength) return undefined
  const inside = source.replace(/<!\[CDATA\[|\]\]>/g, '')
  const start = inside.search(/[[{]/)
  const end = Math.max(inside.lastIndexOf('}'), inside.lastIndexOf(']'))
  if (start < 0 || end <= start) return undefined
  const bare = inside.slice(start, end + 1)
  const strict = tryParse(bare)
  if (strict !== undefined) return strict
  const mended = bare
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/, {0,20}([}\]])/g, '$1')
    .replace(/\\(?!["\\/bfnrtu])/g, '\\\\')
  return tryParse(mended) ?? tryParse(`[${mended.replace(/\} {0,20}\{/g, '},{')}]`)
}
