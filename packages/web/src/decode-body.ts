import type { Readable, Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'

/** The body, once decoded, is larger than allowed. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError'
}

/** The body is coded in a way that is not read here. */
export class UnknownCodingError extends Error {
  override readonly name = 'UnknownCodingError'
}

const codingsMax = 2

/** Reads a body and undoes its content codings; throws {@link TooLargeError} as soon as the decoded size passes the limit, never after. */
export async function readBody(body: Readable, contentEncoding: string | undefined, maxBytes: number): Promise<Buffer> {
  const streams = [body]
  try {
    for (const decoder of decodersOf(contentEncoding)) {
      const from = streams.at(-1) ?? body
      // A broken source must end what reads it; `pipe` alone does not.
      from.on('error', (error) => decoder.destroy(error))
      streams.push(from.pipe(decoder))
    }
    return await collect(streams.at(-1) ?? body, maxBytes)
  } finally {
    for (const stream of streams) {
      stream.on('error', () => {})
      stream.destroy()
    }
  }
}

async function collect(decoded: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of decoded) {
    bytes += chunk.length
    if (bytes > maxBytes) throw new TooLargeError(`more than ${maxBytes} bytes after decoding`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** In the order in which they are undone: the last coding first. */
function decodersOf(contentEncoding: string | undefined): Transform[] {
  const codings = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
  if (codings.length > codingsMax) {
    throw new UnknownCodingError(`${codings.length} content codings, at most ${codingsMax} are read`)
  }
  return codings.reverse().map(decoderOf)
}

function decoderOf(coding: string): Transform {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'deflate':
      return createInflate()
    case 'br':
      return createBrotliDecompress()
    case 'zstd':
      return createZstdDecompress()
    default:
      throw new UnknownCodingError(`content coding ${coding.slice(0, 40)}`)
  }
}
