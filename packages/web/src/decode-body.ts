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
  const codings = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
  if (codings.length > codingsMax)
    throw new UnknownCodingError(`${codings.length} content codings, at most ${codingsMax} are read`)
  const decoders = codings.reverse().map(decoderOf)
  const last = decoders.reduce<Readable>((from, to) => {
    // A broken source must end what reads it; `pipe` alone does not.
    from.on('error', (error) => to.destroy(error))
    return from.pipe(to)
  }, body)
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of last as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > maxBytes) throw new TooLargeError(`more than ${maxBytes} bytes after decoding`)
      chunks.push(chunk)
    }
  } finally {
    for (const stream of [body, ...decoders]) {
      stream.on('error', () => {})
      stream.destroy()
    }
  }
  return Buffer.concat(chunks)
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
