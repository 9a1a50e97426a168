import { DiscoveredUrl, FetchedPage, messageVersion } from '@stancewire/contracts'
import { noteAccepted } from '@stancewire/read-model'
import type { Laden } from './open-laden.ts'
import { urlIdOf } from './url-id.ts'

/** So many in one script: it holds Redis up meanwhile. */
const batch = 10_000

/** Of so many the archive knows that they are on their way. */
const movingMost = 100_000

const hosts = 40
const fetchedAt = new Date(Date.now() - 3_600_000).toISOString()

/** The URL of a job, whose number stands in it. */
const urlOf = (at: string) => `https://www.paper-%d.example/2026/orchards-${at}`

// As BullMQ adds a job, but for the events that nobody reads here.
const script = `
local base, from, count, now = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
for at = from, from + count - 1 do
  local urlId = 'u' .. string.sub(redis.sha1hex('job ' .. string.format('%d', at)), 1, 32)
  local url = string.format(ARGV[4], at % ${hosts}, at)
  local id = 'parse-' .. urlId .. '-1'
  local text = string.gsub(string.gsub(ARGV[5], 'URLID', urlId), 'URL', url)
  redis.call('HSET', base .. id, 'name', 'parse', 'data', text, 'opts', '{"attempts":2}', 'timestamp', now + at, 'delay', 0, 'priority', 0)
  redis.call('LPUSH', base .. 'wait', id)
end
return redis.call('LLEN', base .. 'wait')`

/** Puts so many jobs into the queue of PARSE, which nobody takes from it; and tells the archive of the first of them as runs on their way. */
export async function addWaitingJobs({ line: { redis, prefix }, database }: Laden, count: number): Promise<void> {
  const message = messageOf({ urlId: 'URLID', url: 'URL' })
  const beganMs = Date.now() - 3_600_000
  for (let from = 0; from < count; from += batch) {
    const some = Math.min(batch, count - from)
    const length = await redis.eval(script, 1, `${prefix}:parse:`, from, some, beganMs, urlOf('%d'), message)
    if (length !== from + some) throw new Error(`${length} jobs wait, and not ${from + some}`)
  }
  const moving = Math.min(count, movingMost)
  for (let from = 0; from < moving; from += 5_000) {
    const some = Array.from({ length: Math.min(5_000, moving - from) }, (_, index) => runOf(from + index))
    await noteAccepted(database, some, `${beganMs + from}-0`)
  }
}

function messageOf(names: { readonly urlId: string; readonly url: string }): string {
  const page = {
    ...{ v: messageVersion, urlId: `u${'0'.repeat(32)}`, run: 1, url: 'https://paper.example/', media: 'html' },
    ...{ finalUrl: 'https://paper.example/', outlet: 'Harbour Courier', fetchedAt },
    ...{ hint: { title: 'What the orchards bear this year', publishedAt: null } },
    trace: `${Date.parse(fetchedAt)},courier-news;fetch,${Date.parse(fetchedAt)},800,400,1`,
  }
  return JSON.stringify({ ...FetchedPage.parse(page), urlId: names.urlId, url: names.url, finalUrl: names.url })
}

function runOf(at: number) {
  const url = urlOf(String(at)).replace('%d', String(at % hosts))
  const found = DiscoveredUrl.parse({
    ...{ v: messageVersion, urlId: urlIdOf(`job ${at}`), run: 1, url },
    ...{ host: new URL(url).hostname.slice(4), sourceId: 'courier-news', outlet: 'Harbour Courier' },
    ...{ discoveredAt: fetchedAt, hint: { title: null, publishedAt: null } },
  })
  return { atMs: Date.parse(fetchedAt) + at, found }
}
