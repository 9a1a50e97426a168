import {
  type DiscoveredUrl,
  jobId,
  messageVersion,
  PipelineEvent,
  type Stage,
  type TerminalEvent,
} from '@stancewire/contracts'
import { type Entry, project } from '@stancewire/read-model'
import { entry } from '@stancewire/read-model/test'
import { articleEntries } from '../archive/articles.ts'
import type { Laden } from './open-laden.ts'
import { urlIdOf } from './url-id.ts'

const batch = 500

/** Brings so many articles with their texts, and the stories they are in, into the archive. */
export async function addArticles({ database }: Laden, count: number): Promise<void> {
  for (let at = 0; at < count; at += batch) {
    const entries = articleEntries(at, Math.min(batch, count - at))
    await project(
      database,
      entries.flatMap((one) => [one, ...opened(one)]),
    )
  }
}

const stories = new Set<string>()

/** The story that an article opens. */
function opened({ position, event }: Entry): Entry[] {
  const { type, data } = PipelineEvent.parse(event)
  if (type !== 'article.classified' || stories.has(data.storyId)) return []
  stories.add(data.storyId)
  const { storyId, articleId, title, outlet, fetchedAt } = data
  const state = { storyId, articleId, title, size: 8, firstAt: fetchedAt, lastAt: fetchedAt }
  const topics = data.topics.map(({ id }) => id)
  const told = entry({ type: 'story.created', data: { ...state, topics, outlets: outlet ? [outlet] : [] } })
  return [{ ...told, position: position.replace(/-0$/, '-1') }]
}

/** What fails: of ten runs six at a host that does not answer, three by an error and one by a crash while it is read. */
type Kind = {
  readonly stage: Stage
  readonly host: string
  readonly cause: 'error' | 'crashed'
  readonly name: string
  readonly message: string
}

/** The kind that most of them are of. */
export const commonest = 'TimeoutError'

const kinds: readonly Kind[] = [
  ...Array.from({ length: 6 }, (): Kind => {
    return { stage: 'fetch', host: 'slow.example', cause: 'error', name: commonest, message: 'no answer within 20 s' }
  }),
  ...Array.from({ length: 3 }, (): Kind => {
    return { stage: 'parse', host: 'paper.example', cause: 'error', name: 'TypeError', message: 'the title is no text' }
  }),
  {
    stage: 'parse',
    host: 'gazette.example',
    cause: 'crashed',
    name: 'CrashedError',
    message: 'its process died 3 times',
  },
]

type Found = Omit<DiscoveredUrl, 'run'>
type Failure = { readonly at: number; readonly kind: Kind; readonly found: Found }

/** Lets so many runs fail, as the line does: a job with its input, a mark, an event; and tells the archive. */
export async function addFailedRuns(laden: Laden, count: number): Promise<void> {
  const { redis, prefix } = laden.line
  for (let from = 0; from < count; from += batch)
    await fail(
      laden,
      Array.from({ length: Math.min(batch, count - from) }, (_, index) => aFailure(from + index)),
    )
  // Nobody has taken them from their hosts, as somebody must have.
  await redis.del(`${prefix}:hosts`, ...hosts.map((host) => `${prefix}:host:${host}:waiting`))
  await tellArchive(laden)
}

const hosts = [...new Set(kinds.map(({ host }) => host))]

function aFailure(at: number): Failure {
  const kind = kinds[at % kinds.length]
  if (!kind) throw new Error('there are kinds')
  const found: Found = {
    ...{ v: messageVersion, urlId: urlIdOf(`failed ${at}`), host: kind.host },
    ...{ url: `https://www.${kind.host}/2026/night-trains-${at}`, sourceId: 'courier-news', outlet: 'Harbour Courier' },
    ...{ discoveredAt: new Date(Date.now() - 120_000).toISOString(), hint: { title: null, publishedAt: null } },
  }
  return { at, kind, found }
}

async function fail({ line: { redis, prefix, stores } }: Laden, failures: readonly Failure[]): Promise<void> {
  await Promise.all(failures.map(({ found }) => stores.runs.accept(found)))
  const jobs = redis.pipeline()
  for (const { kind, found } of failures) {
    const id = jobId(kind.stage, { urlId: found.urlId, run: 1 })
    const failedMs = Date.now()
    jobs.hset(`${prefix}:${kind.stage}:${id}`, {
      ...{ name: kind.stage, data: JSON.stringify({ ...found, run: 1 }), opts: '{}', delay: 0, priority: 0 },
      ...{ ats: 4, atm: 4, timestamp: failedMs - 90_000, processedOn: failedMs - 20_000, finishedOn: failedMs },
      ...{
        failedReason: kind.message,
        stacktrace: JSON.stringify([`${kind.name}: ${kind.message}\n    at work (stage.ts:12:3)`]),
      },
    })
    jobs.zadd(`${prefix}:${kind.stage}:failed`, failedMs, id)
  }
  await jobs.exec()
  await Promise.all(failures.map((failure) => stores.events.end(endOf(failure))))
}

function endOf({ kind: { stage, cause, name, message }, found }: Failure): TerminalEvent {
  const { urlId, url, discoveredAt, sourceId } = found
  const step = { stage, queuedAt: discoveredAt, waitedMs: 41_000, workedMs: 20_000, tries: 4 }
  const trace = { discoveredAt, sourceId, steps: [step] }
  return {
    type: 'url.failed',
    data: { urlId, run: 1, url, stage, attempts: 4, cause, error: { name, message }, trace },
  }
}

async function tellArchive({ database, line: { stores } }: Laden): Promise<void> {
  for (let after = '0'; ; ) {
    const entries = await stores.events.read(after, { count: batch })
    const last = entries.at(-1)
    if (!last) return
    await project(
      database,
      entries.map(({ position, event }) => ({ position, event, text: undefined })),
    )
    after = last.position
  }
}
