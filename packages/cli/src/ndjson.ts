import { StringDecoder } from 'node:string_decoder'

/** One line of NDJSON: its value, or that it is none. Empty lines are passed over. */
export type NdjsonLine = { readonly number: number } & (
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly why: string }
)

// Half of what a string can hold.
const lineMax = 256 * 1_024 * 1_024

/** Reads NDJSON line by line, however long the input is. A line of more than `max` characters is named and passed over. */
export async function* readNdjson(input: AsyncIterable<Buffer | string>, max = lineMax): AsyncGenerator<NdjsonLine> {
  let number = 0
  for await (const line of readLines(input, max)) {
    number++
    if (line === tooLong) yield { number, ok: false, why: `longer than ${max} characters` }
    else if (line.trim() !== '') yield { number, ...parse(line) }
  }
}

const tooLong = Symbol('line too long')

/** Lines end at line feeds alone: `node:readline` also splits at U+2028 and U+2029, which may stand inside a JSON string. */
async function* readLines(input: AsyncIterable<Buffer | string>, max: number): AsyncGenerator<string | typeof tooLong> {
  const decoder = new StringDecoder('utf8')
  let parts: string[] = []
  let length = 0
  const keep = (part: string) => {
    length += part.length
    if (length <= max) parts.push(part)
    else parts = []
  }
  const take = () => {
    const line = length <= max ? parts.join('') : tooLong
    parts = []
    length = 0
    return line
  }
  for await (const chunk of input) {
    const text = typeof chunk === 'string' ? chunk : decoder.write(chunk)
    let start = 0
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      keep(text.slice(start, end))
      yield take()
      start = end + 1
    }
    keep(text.slice(start))
  }
  keep(decoder.end())
  if (length > 0) yield take()
}

function parse(line: string): { ok: true; value: unknown } | { ok: false; why: string } {
  try {
    return { ok: true, value: JSON.parse(line.replace(/^\uFEFF/, '')) }
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) }
  }
}
