import { createHash } from 'node:crypto'
import type { Source } from '@stancewire/config'
import type { Logger, Offer, RedisLife } from '@stancewire/runtime'
import type { FeedState, FeedStates } from '@stancewire/storage'
import type { FetchUrl, WebAnswer } from '@stancewire/web'
import { discoveredUrl } from './discovered-url.ts'
import { type FeedItem, readFeed } from './read-feed.ts'

type Deps = {
  fetchUrl: FetchUrl
  states: FeedStates
  offer: Offer
  lifeOfRedis: RedisLife
  /** A source that says nothing is new is read all the same after this long: a URL is forgotten unless it is listed again. */
  rereadMs: number
}

/** What one poll of a source brought. */
export type Poll =
  | { readonly is: 'read'; readonly items: number; readonly accepted: number; readonly cut: number }
  | { readonly is: 'unchanged' }
  | { readonly is: 'failed'; readonly why: string }

/** Polls one source: asks only for what is new, and offers each listed URL. Its state is kept only after all were taken. */
export function makePoll({ fetchUrl, states, offer, lifeOfRedis, rereadMs }: Deps) {
  return async (source: Source, log: Logger, signal: AbortSignal): Promise<Poll> => {
    const life = await lifeOfRedis()
    const polledAt = new Date().toISOString()
    const state = asOf(polledAt, await states.read(source.id), rereadMs)
    const fail = async (why: string): Promise<Poll> => {
      await states.write(source.id, { ...state, polledAt, failures: state.failures + 1 })
      return { is: 'failed', why }
    }
    const answer = await answerOf(fetchUrl(source.url, { headers: conditions(state), signal }))
    if (signal.aborted) return { is: 'failed', why: 'stopped before it was read' }
    if ('why' in answer) return fail(answer.why)
    if (answer.status === 304) return unchanged(states, source, { ...state, polledAt, failures: 0 })

    const next = { ...validators(answer), polledAt, readAt: state.readAt, failures: 0 }
    if (next.bodyHash === state.bodyHash) return unchanged(states, source, next)
    const feed = readFeed(answer.text, answer.finalUrl)
    if (!feed.ok) return fail(feed.why)
    const accepted = await offerAll(feed.items, source, offer, log, signal)
    if (accepted === 'stopped') return { is: 'failed', why: 'stopped before all were taken' }
    // A Redis that came back may have forgotten what was offered: the source is read once more.
    if ((await lifeOfRedis()) === life) await states.write(source.id, { ...next, readAt: polledAt })
    return { is: 'read', items: feed.items.length, accepted, cut: feed.cut }
  }
}

/** What is remembered of a source; without what it could say "nothing new" to, once it has not been read for so long. */
function asOf(now: string, kept: FeedState, rereadMs: number): FeedState {
  const isDue = Date.parse(now) - Date.parse(kept.readAt ?? '1970-01-01') >= rereadMs
  return isDue ? { ...kept, etag: null, lastModified: null, bodyHash: null } : kept
}

async function offerAll(items: readonly FeedItem[], source: Source, offer: Offer, log: Logger, signal: AbortSignal) {
  let accepted = 0
  for (const item of items) {
    const found = discoveredUrl(item, source, new Date().toISOString())
    if (!found) {
      log.warn({ url: item.url }, 'address cannot be used')
      continue
    }
    const offered = await offer(found, { signal })
    if (offered.is === 'stopped') return offered.is
    if (offered.is !== 'accepted') continue
    log.info({ urlId: found.urlId, run: offered.run, url: found.url }, 'accepted')
    accepted++
  }
  return accepted
}

async function unchanged(states: FeedStates, source: Source, state: FeedState): Promise<Poll> {
  await states.write(source.id, state)
  return { is: 'unchanged' }
}

function conditions({ etag, lastModified }: FeedState): Record<string, string> {
  return {
    accept: 'application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5',
    ...(etag ? { 'if-none-match': etag } : {}),
    ...(lastModified ? { 'if-modified-since': lastModified } : {}),
  }
}

function validators({ headers, text }: WebAnswer): Pick<FeedState, 'etag' | 'lastModified' | 'bodyHash'> {
  return {
    etag: headers.etag ?? null,
    lastModified: headers['last-modified'] ?? null,
    bodyHash: createHash('sha256').update(text).digest('hex'),
  }
}

/** A feed, or that it is the same as before; or why it is neither. */
async function answerOf(asked: Promise<WebAnswer>): Promise<WebAnswer | { why: string }> {
  try {
    const answer = await asked
    return answer.status === 200 || answer.status === 304 ? answer : { why: `answered ${answer.status}` }
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) }
  }
}
