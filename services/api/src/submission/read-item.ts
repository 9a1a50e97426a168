import { createHash } from 'node:crypto'
import { type DiscoveredUrl, messageVersion } from '@stancewire/contracts'
import type { HandedIn } from '@stancewire/runtime'
import { canonicalUrl, hostKey, textUrl, urlId } from '@stancewire/url'
import { type AllowPrivate, checkLiteral, ForbiddenAddressError } from '@stancewire/web'
import type { ZodError } from 'zod'
import { faultsOf } from '../plain-words.ts'
import { AskedArticle, AskedUrl } from './asked.ts'

/** One item of a batch that can never work, and why. */
export type Refused = { readonly is: 'refused'; readonly detail: string }
/** One item of a batch: what is handed in, or why it is not. */
export type Item = ({ readonly is: 'good' } & HandedIn) | Refused

const faultsMax = 5
const urlMax = 2_000
const textBytesMax = 5 * 1_024 * 1_024

/** Reads an address that is to be fetched. What only DNS can tell is left to the fetch. */
export function readUrl(given: unknown, { allowPrivate, at }: { allowPrivate: AllowPrivate; at: string }): Item {
  const read = AskedUrl.safeParse(given)
  if (!read.success) return broken(read.error, given)
  const asked = read.data
  const address = readAddress(asked.url)
  if ('is' in address) return address
  const forbidden = whyForbidden(address.parsed.hostname, allowPrivate)
  if (forbidden !== undefined) return refused(forbidden)
  const { href } = address.parsed
  return {
    is: 'good',
    found: message({ url: href, canonical: address.canonical, host: hostKey(href) }, asked, at),
    body: null,
  }
}

/** Reads an article that is handed in whole. Its address, where it has one, is never asked. */
export function readArticle(given: unknown, { at }: { at: string }): Item {
  const read = AskedArticle.safeParse(given)
  return read.success ? readWhole(read.data, at) : broken(read.error, given)
}

function readWhole(asked: AskedArticle, at: string): Item {
  const text = asked.html ?? asked.text
  if (text === undefined || (asked.html !== undefined && asked.text !== undefined))
    return refused('it takes exactly one of html and text')
  if (text.trim() === '') return refused('it holds no text')
  const bytes = Buffer.byteLength(text)
  if (bytes > textBytesMax) return refused(`it has ${bytes} bytes, at most ${textBytesMax} are taken`)
  const address = asked.url === undefined ? addressOfText(text) : readAddress(asked.url)
  if ('is' in address) return address
  const { parsed, canonical } = address
  // No database keeps a NUL, and no page needs one.
  const body = { text: text.replaceAll('\u0000', ''), media: asked.html === undefined ? 'text' : 'html' } as const
  return { is: 'good', found: message({ url: parsed.href, canonical, host: 'text:' }, asked, at), body }
}

function addressOfText(text: string) {
  const url = textUrl(createHash('sha256').update(text).digest('hex'))
  return { parsed: { href: url }, canonical: url }
}

function readAddress(raw: string): Refused | { readonly parsed: URL; readonly canonical: string } {
  if (raw.length > urlMax) return refused(`its address is longer than ${urlMax} characters`)
  const parsed = URL.parse(raw.trim().replaceAll('&amp;', '&'))
  if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:') return refused('its address is no http(s) address')
  // They are never sent, and would stand in events; what is behind them would not be what is fetched.
  if (parsed.username !== '' || parsed.password !== '')
    return refused('its address holds a name or a password, which are never sent: hand it in without them')
  const canonical = canonicalUrl(parsed.href)
  if (canonical === null) return refused('its address is none that can be fetched')
  if (parsed.href.length > urlMax) return refused(`its address is longer than ${urlMax} characters once it is encoded`)
  return { parsed, canonical }
}

/** Names of this machine, by RFC 6761: nobody has to be asked where they lead. */
const ownName = /(^|\.)localhost\.?$/

function whyForbidden(hostname: string, allowPrivate: AllowPrivate): string | undefined {
  if (allowPrivate === 'none' && ownName.test(hostname)) return `${hostname} is this machine`
  try {
    checkLiteral(hostname, allowPrivate)
    return undefined
  } catch (error) {
    if (error instanceof ForbiddenAddressError) return error.message
    throw error
  }
}

type Where = { readonly url: string; readonly canonical: string; readonly host: string }

function message(
  { url, canonical, host }: Where,
  { title, outlet, publishedAt }: Pick<AskedUrl, 'title' | 'outlet' | 'publishedAt'>,
  at: string,
): Omit<DiscoveredUrl, 'run'> {
  return {
    v: messageVersion,
    urlId: urlId(canonical),
    url,
    host,
    sourceId: null,
    outlet: plain(outlet),
    discoveredAt: at,
    hint: { title: plain(title), publishedAt: inUtc(publishedAt) },
  }
}

/** A name or title on one line, without what no screen and no database takes; `null` where nothing is left. */
function plain(text: string | undefined): string | null {
  const line = (text ?? '')
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
  return line === '' ? null : line
}

function inUtc(moment: string | undefined): string | null {
  if (moment === undefined) return null
  const isDate = /^\d{4}-\d\d-\d\d$/.test(moment)
  return isDate ? moment : new Date(moment).toISOString()
}

/** It breaks the contract of an item: how, and where. */
function broken({ issues }: ZodError, given: unknown): Refused {
  const faults = faultsOf(issues, given).slice(0, faultsMax)
  return refused(faults.map(({ path, what }) => (path.length === 0 ? what : `${path.join('.')}: ${what}`)).join('; '))
}

function refused(detail: string): Refused {
  return { is: 'refused', detail }
}
