import { open } from 'node:fs/promises'
import type { PageFound } from './explain-found.ts'
import { UsageError } from './usage-error.ts'

const why: Record<string, string> = {
  ENOENT: 'is neither an http(s) address nor a file',
  EISDIR: 'is a folder: name a page in it',
  EACCES: 'cannot be read: you may not open it',
}

/** Reads a saved page or text; throws {@link UsageError} where there is none that could be read. */
export async function readPageFile(path: string, maxBytes: number): Promise<Pick<PageFound, 'media' | 'text'>> {
  const bytes = await readBounded(path, maxBytes).catch((error: NodeJS.ErrnoException) => {
    if (error instanceof UsageError) throw error
    throw new UsageError(`${path} ${why[error.code ?? ''] ?? `cannot be read: ${error.message}`}`, { cause: error })
  })
  const text = decodeFile(bytes)
  if (text.trim() === '') throw new UsageError(`${path} is empty: save the page again`)
  if (text.slice(0, beginning).includes('\0'))
    throw new UsageError(`${path} is neither HTML nor text: save the page as HTML`)
  return { media: mediaOf(path, text), text }
}

async function readBounded(path: string, maxBytes: number): Promise<Buffer> {
  await using file = await open(path)
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of file.createReadStream({ autoClose: false })) {
    bytes += chunk.length
    if (bytes > maxBytes)
      throw new UsageError(
        `${path} has more than ${maxBytes} bytes: limits.fetch.maxBodyBytes in the settings is the bound`,
      )
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const beginning = 4_096
const tag = /<(?:!doctype|html|head|body|meta|title|main|article|section|div|h1|p)\b/i

/** What its name says; another name tells nothing, and its first tags do. */
function mediaOf(path: string, text: string): PageFound['media'] {
  if (/\.x?html?$/i.test(path)) return 'html'
  if (/\.(?:txt|text|md)$/i.test(path)) return 'text'
  return tag.test(text.slice(0, beginning)) ? 'html' : 'text'
}

const mark = /^(?:(\xef\xbb\xbf)|(\xff\xfe)|(\xfe\xff))/
const declared = /<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]{1,40})/i

/** Decodes a saved page: byte order mark, then UTF-8 if the bytes are valid, then its own declaration, then windows-1252. */
export function decodeFile(bytes: Buffer): string {
  const start = bytes.toString('latin1', 0, beginning)
  const [, , little, big] = mark.exec(start) ?? []
  if (little !== undefined) return new TextDecoder('utf-16le').decode(bytes)
  if (big !== undefined) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return decodeAs(declared.exec(start)?.[1] ?? 'windows-1252', bytes)
  }
}

function decodeAs(label: string, bytes: Buffer): string {
  try {
    return new TextDecoder(label).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
