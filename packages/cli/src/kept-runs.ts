import { type DiscoveredUrl, FetchedPage, messageVersion, ParsedArticle, type RunRef } from '@stancewire/contracts'
import type { Bodies, ReplayRequest, ReplayStage, Runs } from '@stancewire/storage'
import { hostKey } from '@stancewire/url'

/** Why a run cannot be done again now; the lane looks once more when its turn comes. */
type SkipReason = 'running' | 'newer' | 'unknown' | 'duplicate' | 'unjudged' | 'no-body'

/** What became of one kept run: a request to do it again, a reason not to, or it is older than what was asked for. */
export type Found =
  | { readonly is: 'request'; readonly request: Omit<ReplayRequest, 'batch'> }
  | { readonly is: 'skipped'; readonly why: SkipReason }
  | { readonly is: 'older' }

const ticketOf = { parse: 'fetched', deduplicate: 'parsed', 'classify-stance': 'parsed' } as const

/** The newest kept run of each URL that a stage could be given again, oldest first; of what was written since an instant. */
export async function keptRuns(bodies: Pick<Bodies, 'list'>, stage: ReplayStage, sinceMs: number): Promise<RunRef[]> {
  const newest = new Map<string, { run: number; writtenAtMs: number }>()
  for await (const { ref, writtenAtMs } of bodies.list()) {
    if (ref.kind !== ticketOf[stage] || writtenAtMs < sinceMs) continue
    if ((newest.get(ref.urlId)?.run ?? 0) < ref.run) newest.set(ref.urlId, { run: ref.run, writtenAtMs })
  }
  return [...newest].sort(([, a], [, b]) => a.writtenAtMs - b.writtenAtMs).map(([urlId, { run }]) => ({ urlId, run }))
}

type Stores = { readonly bodies: Pick<Bodies, 'read'>; readonly runs: Pick<Runs, 'state' | 'latest'> }

/** Looks at one kept run: whether it was fetched since an instant, and can be done again from a stage. */
export async function lookAt(
  { bodies, runs }: Stores,
  ref: RunRef,
  { stage, sinceMs }: { stage: ReplayStage; sinceMs: number },
): Promise<Found> {
  const kept = readTicket(stage, await bodies.read({ ...ref, kind: ticketOf[stage] }))
  if (!kept) return { is: 'skipped', why: 'no-body' }
  // Copies for later runs are written later: what counts is when the page was fetched.
  if (Date.parse(kept.fetchedAt) < sinceMs) return { is: 'older' }
  const why = await whyNot(runs, ref, stage)
  if (why) return { is: 'skipped', why }
  const { url, outlet, hint } = kept
  const discoveredAt = new Date().toISOString()
  const found = { v: messageVersion, url, host: hostKey(url), sourceId: null, outlet, discoveredAt, hint } as const
  return { is: 'request', request: { ...found, ...ref, stage } }
}

async function whyNot(runs: Stores['runs'], ref: RunRef, stage: ReplayStage): Promise<SkipReason | undefined> {
  const [latest, state] = await Promise.all([runs.latest(ref.urlId), runs.state(ref)])
  if (latest > ref.run) return 'newer'
  if (state.is === 'unknown') return 'unknown'
  if (state.is === 'running') return 'running'
  if (stage !== 'classify-stance') return undefined
  if (state.by === 'article.duplicated') return 'duplicate'
  return state.by === 'url.failed' ? 'unjudged' : undefined
}

type Ticket = Pick<DiscoveredUrl, 'url' | 'outlet' | 'hint'> & { readonly fetchedAt: string }

/** What a kept message tells of its page. */
function readTicket(stage: ReplayStage, json: string | undefined): Ticket | undefined {
  const message = readJson(json)
  if (stage === 'parse') return FetchedPage.safeParse(message).data
  const parsed = ParsedArticle.safeParse(message).data
  if (!parsed) return undefined
  const { title, publishedAt, outlet, fetchedAt } = parsed.article
  return { url: parsed.url, outlet, hint: { title, publishedAt }, fetchedAt }
}

function readJson(json = ''): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
