import {
  type DedupVerdict,
  type DiscoveredUrl,
  type FetchedPage,
  messageVersion,
  type ParsedArticle,
  queues,
  type RunRef,
  type Stage,
  TerminalEvent,
} from '@stancewire/contracts'
import {
  end,
  every,
  type Handle,
  later,
  MissingBodyError,
  openPublisher,
  PermanentError,
  pass,
  runStage,
  stop,
} from '@stancewire/runtime'
import type { Stores } from '@stancewire/storage'
import { type AuditedTestLine, aFind } from './audited-line.ts'
import { classified, idOf } from './events.ts'

const at = '2026-03-03T09:00:00.000Z'

/** What becomes of a run is decided by its id, so that each stage ends, delays, fails and goes back for some. */
function lotOf({ urlId }: RunRef, sides: number): number {
  return Number.parseInt(urlId.slice(1, 9), 16) % sides
}

function articleOf({ urlId }: RunRef) {
  const facts = { outlet: null, authors: [], publishedAt: null, modifiedAt: null, fetchedAt: at, language: 'en' }
  const topics = [{ id: 'tram-line', relevance: 1 }]
  return { articleId: `a${urlId.slice(1)}`, title: 'A tram', ...facts, kind: 'article' as const, topics }
}

type Tries = { isFirst(stage: Stage, ref: RunRef): boolean }

function openTries(): Tries {
  const tried = new Set<string>()
  return {
    isFirst(stage, { urlId, run }) {
      const before = tried.size
      return tried.add(`${stage}-${urlId}-${run}`).size > before
    },
  }
}

function fetchHandle({ bodies, hosts }: Stores, tries: Tries): Handle<DiscoveredUrl, FetchedPage> {
  return async (found) => {
    if (lotOf(found, 17) === 0) throw new PermanentError('never')
    if (lotOf(found, 7) === 0 && tries.isFirst('fetch', found)) return later(30, 'not now')
    if (lotOf(found, 11) === 0 && tries.isFirst('fetch', found)) throw new Error('no answer')
    await bodies.write({ ...found, kind: 'page' }, 'Words.')
    await hosts.release(found.host, found)
    if (lotOf(found, 13) === 0) return stop('gone')
    const { urlId, run, url, outlet, hint } = found
    return pass({ v: messageVersion, urlId, run, url, outlet, hint, finalUrl: url, media: 'html', fetchedAt: at })
  }
}

function parseHandle({ bodies }: Stores, tries: Tries): Handle<FetchedPage, ParsedArticle> {
  return async ({ urlId, run, url }) => {
    const ref = { urlId, run }
    if (lotOf(ref, 19) === 0 && tries.isFirst('parse', ref)) throw new MissingBodyError('its page is gone')
    if (lotOf(ref, 3) === 0) return stop('off-topic')
    await bodies.write({ ...ref, kind: 'text' }, 'Words.')
    return pass({ v: messageVersion, ...ref, url, article: articleOf(ref) })
  }
}

const deduplicateHandle: Handle<ParsedArticle, DedupVerdict> = async ({ urlId, run, url, article }) => {
  const ref = { urlId, run, url }
  const placed = { similarity: 1, groupId: article.articleId, storyId: idOf('s', 1) }
  if (lotOf(ref, 5) === 0) {
    const data = { ...ref, ...article, ...placed, relation: 'exact' as const, duplicateOf: idOf('a', 1) }
    return end({ type: 'article.duplicated', data })
  }
  const standing = { ...placed, relation: 'new' as const, revision: 1, textHash: 'x', reuses: [] }
  return pass({ v: messageVersion, ...ref, article, standing })
}

const classifyHandle: Handle<DedupVerdict, never> = async ({ urlId, run, url, article: { articleId } }) => {
  const { type, data } = classified(1, [], { urlId, run, url, articleId, groupId: articleId })
  return end(TerminalEvent.parse({ type, data }))
}

/** Runs every stage of a line in this process, with work that takes no time, on whatever is accepted. */
export function runLine({ redis, prefix, stores, log }: AuditedTestLine): AsyncDisposable {
  const open = new AsyncDisposableStack()
  const { hosts, events, runs, pauses } = stores
  const fetch = open.use(openPublisher(queues.fetch, { redis, prefix }))
  const tries = openTries()
  const kept = { shutdownGraceMs: 2_000, failedKeptMs: 60_000 }
  const options = { redis, prefix, log, announcer: events, runs, pauses, concurrency: 8, ...kept }
  const onFailed = async (ref: RunRef) => {
    const entry = await runs.entry(ref.urlId)
    if (entry) await hosts.release(entry.host, ref)
  }
  open.use(
    every(20, 'dispatch', log, async () => {
      for (let taken = 1; taken > 0; ) {
        const entries = await hosts.take(50)
        await fetch.addAll(entries)
        taken = entries.length
      }
    }),
  )
  const fast = { backoffMs: 20 }
  const { parse, deduplicate, classifyStance } = queues
  open.use(
    runStage(
      { from: { ...queues.fetch, ...fast }, to: parse, handle: fetchHandle(stores, tries) },
      { ...options, onFailed },
    ),
  )
  open.use(runStage({ from: { ...parse, ...fast }, to: deduplicate, handle: parseHandle(stores, tries) }, options))
  open.use(runStage({ from: deduplicate, to: classifyStance, handle: deduplicateHandle }, options))
  open.use(runStage({ from: classifyStance, to: null, handle: classifyHandle }, options))
  return open
}

/** Offers URLs one after the other until it is told to stop; what failed is offered again, and starts a further run. */
export async function offerUntil({ stores }: AuditedTestLine, signal: AbortSignal, hosts = 20): Promise<void> {
  for (let number = 0; !signal.aborted; number++) {
    const names = Array.from({ length: 5 }, (_, each) => `${number % 150}-${each}`)
    await Promise.all(
      names.map((name) => stores.runs.accept(aFind(name, `host-${number % hosts}.example`), { again: true })),
    )
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
