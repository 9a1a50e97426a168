import { createHash } from 'node:crypto'
import type { Source } from '@stancewire/config'
import { withoutSecrets } from '@stancewire/contracts'
import { type FeedItem, readFeed } from '@stancewire/feeds'
import type { Logger, Offer, RedisLife } from '@stancewire/runtime'
import { type FeedState, type FeedStates, untouchedFeed } from '@stancewire/storage'
import { withoutLogin } from '@stancewire/url'
import type { FetchUrl, WebAnswer } from '@stancewire/web'
import { discoveredUrl } from './discovered-url.ts'
import { askedToWaitMs, nextPoll } from './next-poll.ts'
import { afterNews } from './usual-gap.ts'

const whyMax = 300

type Deps = {
  fetchUrl: FetchUrl
  states: FeedStates
  offer: Offer
  lifeOfRedis: RedisLife
  /** A source that says nothing is new is read all the same after this long: a URL is forgotten unless it is listed again. */
  rereadMs: number
}

/** What one poll of a source brought, and how long to wait before the next. */
export type Poll = { readonly waitMs: number } & (
  | { readonly is: 'read'; readonly items: number; readonly accepted: number; readonly cut: number }
  | { readonly is: 'unchanged' }
  | { readonly is: 'failed'; readonly why: string }
)

/** Polls one source: asks only for what is new, and offers each listed URL. Its state is kept only after all were taken. */
export function makePoll({ fetchUrl, states, offer, lifeOfRedis, rereadMs }: Deps) {
  return async (source: Source, log: Logger, signal: AbortSignal): Promise<Poll> => {
    const life = await lifeOfRedis()
    const polledAt = new Date().toISOString()
    const url = withoutLogin(source.url)
    const state = asOf(polledAt, await states.read(source.id), url, rereadMs)
    const settle = keepsState(states, source, { url, polledAt })
    const fail = async (why: string, askedMs: number | null = null): Promise<Poll> => {
      const lastError = { at: polledAt, why: withoutSecrets(why).slice(0, whyMax) }
      return { is: 'failed', why, ...(await settle({ ...state, failures: state.failures + 1, lastError }, askedMs)) }
    }
    const stopped = (why: string): Poll => ({ is: 'failed', why, waitMs: source.everySeconds * 1_000 })

    const answer = await answerOf(fetchUrl(source.url, { headers: conditions(state), signal }))
    if (signal.aborted) return stopped('stopped before it was read')
    if ('why' in answer) return fail(answer.why, answer.askedMs)

    const next = { ...state, ...(answer.status === 304 ? {} : validators(answer)), failures: 0 }
    if (next.bodyHash === state.bodyHash) return { is: 'unchanged', ...(await settle(next)) }
    const feed = readFeed(answer.text, answer.finalUrl)
    if (!feed.ok) return fail(feed.why)
    const accepted = await offerAll(feed.items, source, offer, log, signal)
    if (accepted === 'stopped') return stopped('stopped before all were taken')
    const read = { is: 'read', items: feed.items.length, accepted, cut: feed.cut } as const
    // A Redis that came back may have forgotten what was offered: the source is read once more.
    if ((await lifeOfRedis()) !== life) return { ...read, waitMs: source.everySeconds * 1_000 }
    return {
      ...read,
      ...(await settle({ ...next, readAt: polledAt, ...(accepted > 0 && afterNews(state, polledAt)) })),
    }
  }
}

/** Keeps how a poll went, and says when to come again. */
function keepsState(states: FeedStates, source: Source, now: Pick<FeedState, 'url' | 'polledAt'>) {
  return async (went: FeedState, askedMs: number | null = null) => {
    const { waitMs, why } = nextPoll(source, went.failures, askedMs, Math.random())
    const nextAt = new Date(Date.now() + waitMs).toISOString()
    await states.write(source.id, { ...went, ...now, nextAt, nextWhy: why })
    return { waitMs }
  }
}

/** What is remembered of a source; without what it could say "nothing new" to, once it has not been read for so long. Of another address nothing is. */
function asOf(now: string, kept: FeedState, url: string, rereadMs: number): FeedState {
  if (kept.url !== null && kept.url !== url) return untouchedFeed
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

/** A feed, or that it is the same as before; or why it is neither, and how long its host asks to be left alone. */
async function answerOf(asked: Promise<WebAnswer>): Promise<WebAnswer | { why: string; askedMs: number | null }> {
  try {
    const answer = await asked
    if (answer.status === 200 || answer.status === 304) return answer
    return { why: `answered ${answer.status}`, askedMs: askedToWaitMs(answer, Date.now()) }
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error), askedMs: null }
  }
}
