import { createInterface } from 'node:readline'

/** One line of NDJSON: its value, or that it is none. Empty lines are passed over. */
export type NdjsonLine = { readonly number: number } & (
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly why: string }
)

/** Reads NDJSON line by line, however long the input is. */
export async function* readNdjson(input: NodeJS.ReadableStream): AsyncGenerator<NdjsonLine> {
  let number = 0
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++
    if (line.trim() !== '') yield { number, ...parse(line) }
  }
}

function parse(line: string): { ok: true; value: unknown } | { ok: false; why: string } {
  try {
    return { ok: true, value: JSON.parse(line.replace(/^\uFEFF/, '')) }
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) }
  }
}
