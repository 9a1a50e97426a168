import type { FeedReading } from '@stancewire/feeds'
import type { FeedAnswer } from './ask-feed.ts'

/** Something that stands in the way of polling, and what to do about it. */
export type Trouble = { readonly what: string; readonly remedy: string }

const dayMs = 86_400_000
const quietMs = 30 * dayMs

const whatMax = 300
const sayOf: Readonly<Record<string, string>> = {
  TooLargeError: 'It is larger than is read here; a poll reads up to limits.fetch.maxBodyBytes',
  TotalTimeoutError: 'It is too slow: try again, or ask its publisher',
  TimeoutError: 'It is too slow: try again, or ask its publisher',
  PausedHostError: 'Resume that host first',
  RedirectError: 'Take the address to which it leads in the end',
  ENOTFOUND: 'No such host is known: look for a slip in the address',
  ECONNREFUSED: 'Nobody listens there: look for a slip in the address, or try again',
  UND_ERR_CONNECT_TIMEOUT: 'It cannot be reached: try again later',
}

/** Why no answer came. */
export function troubleOfError(error: unknown): Trouble {
  const { name, code, message }: NodeJS.ErrnoException = error instanceof Error ? error : new Error(String(error))
  return {
    what: message.slice(0, whatMax) || name,
    remedy: sayOf[name] ?? sayOf[code ?? ''] ?? 'See that the address opens in a browser, and try again',
  }
}

/** Why an answer cannot be polled; nothing where it is a 200. */
export function troubleOfStatus(status: number): Trouble[] {
  if (status === 200) return []
  return [{ what: `It answers ${status}`, remedy: remedyOf(status) }]
}

function remedyOf(status: number): string {
  if (status === 401 || status === 403 || status === 451)
    return 'It does not let us in: name yourself in limits.fetch.userAgent, and ask its publisher'
  if (status === 404 || status === 410) return 'Nothing is there: let its front page say where its feed is'
  if (status === 429) return 'It asks to be left alone: try again later, and poll it less often'
  return 'Try again later: its server has trouble'
}

/** What is wrong with what was read, from the worst on. */
export function troubleOfReading(reading: FeedReading, { redirects, finalUrl }: FeedAnswer, nowMs: number): Trouble[] {
  if (!reading.ok)
    return [{ what: `It is no feed: ${reading.why.slice(0, whatMax)}`, remedy: 'Let the page say which feeds it has' }]
  const { items, unusable, cut } = reading
  const newest = newestOf(reading)
  const ageMs = newest === null ? 0 : nowMs - Date.parse(newest)
  const found: (Trouble | false)[] = [
    items.length === 0 && {
      what: 'It lists nothing now',
      remedy: 'Look again later; other feeds of its site may list more',
    },
    ageMs > quietMs && {
      what: `Its newest item is ${Math.floor(ageMs / dayMs)} days old`,
      remedy: 'It may have been given up: look for another feed of its site',
    },
    unusable > 0 && {
      what: `${unusable} of its items have no address that can be used`,
      remedy: 'These are passed over',
    },
    cut > 0 && { what: `It lists ${cut} items more than are read`, remedy: 'Only its first 1,000 are read' },
    redirects > 0 && { what: `It leads to ${finalUrl.slice(0, whatMax)}`, remedy: 'Take that address' },
  ]
  return found.filter((trouble) => trouble !== false)
}

/** The date of the newest item; `null` where none has one. */
export function newestOf(reading: FeedReading): string | null {
  if (!reading.ok) return null
  const dated = reading.items.flatMap(({ publishedAt }) => publishedAt ?? [])
  return dated.reduce<string | null>(
    (last, at) => (last === null || Date.parse(at) > Date.parse(last) ? at : last),
    null,
  )
}
