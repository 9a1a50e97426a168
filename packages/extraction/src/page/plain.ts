const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g
const blank = /[\s\u00a0]+/g
const control = /\p{Cc}/gu
// A look at a line costs less than to replace nothing in it.
const unusual = /[\u00ad\u200b-\u200f\u2060\ufeff]/
const hasControl = /\p{Cc}/u

/** One line of text: white space collapsed, invisible and control characters removed, half characters replaced. Databases and terminals refuse or obey the latter. */
export function oneLine(text: string): string {
  const seen = unusual.test(text) ? text.replace(invisible, '') : text
  const spaced = seen.replace(blank, ' ')
  return (spaced === seen && !hasControl.test(spaced) ? spaced : spaced.replace(control, '')).trim().toWellFormed()
}

/** Letters and digits only, lower case: equal for two spellings of one line. */
export function fold(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Words of at least `minLength` characters, lower case. */
export function wordsOf(text: string, minLength = 1): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).filter((word) => word.length >= minLength)
}

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”',
  shy: '',
}

function decodeEntity(whole: string, name: string): string {
  if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole
  const hex = name[1] === 'x' || name[1] === 'X'
  const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
}

/** Text of a short declared value that may hold tags and entities, as some outlets write them into JSON-LD. */
export function untagged(text: string): string {
  if (!text.includes('<') && !text.includes('&')) return text
  return text
    .replace(/<\/?(?:br|p|div|h[1-6]|li|ul)\b[^<>]{0,500}>/gi, '\n')
    .replace(/<[a-z/!][^<>]{0,2000}>/gi, '')
    .replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,8});/gi, decodeEntity)
    .replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,8});/gi, decodeEntity)
}
