import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type DiscoveredUrl, messageVersion } from '@stancewire/contracts'
import type { HandedIn } from '@stancewire/runtime'
import { canonicalUrl, hostKey, textUrl, urlId, withoutLogin } from '@stancewire/url'
import { UsageError } from './usage-error.ts'

/** What `add` hands in, and what it was called. */
export type Named = HandedIn & { readonly name: string }

const fileBytesMax = 5 * 1_024 * 1_024

const unreadable: Record<string, string> = {
  ENOENT: 'is neither an http address nor a file',
  EISDIR: 'is a folder: name the files in it',
}

/** Reads one argument of `add`: an http(s) address, or else a file. */
export async function handIn(argument: string, discoveredAt: string): Promise<Named> {
  if (/^https?:\/\//i.test(argument)) {
    // What stands in an address is announced; a login is never sent.
    const url = withoutLogin(argument)
    return { ...fromUrl(url, discoveredAt), name: url }
  }
  const bytes = await readFile(argument).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${argument} ${unreadable[error.code ?? ''] ?? `cannot be read: ${error.message}`}`)
  })
  if (bytes.length > fileBytesMax)
    throw new UsageError(`${argument} has ${bytes.length} bytes, at most ${fileBytesMax} are read`)
  const text = new TextDecoder().decode(bytes)
  const url = textUrl(createHash('sha256').update(bytes).digest('hex'))
  return { found: message(url, url, discoveredAt), body: { text }, name: basename(argument) }
}

function fromUrl(url: string, discoveredAt: string): HandedIn {
  const canonical = canonicalUrl(url)
  if (canonical === null || url.length > 2_000) throw new UsageError(`${url} is no address that can be fetched`)
  return { found: message(url, canonical, discoveredAt), body: null }
}

function message(url: string, canonical: string, discoveredAt: string): Omit<DiscoveredUrl, 'run'> {
  return {
    v: messageVersion,
    urlId: urlId(canonical),
    url,
    host: hostKey(url),
    sourceId: null,
    outlet: null,
    discoveredAt,
    hint: { title: null, publishedAt: null },
  }
}
