import { type DiscoveredUrl, jobId, type MessageOf, type Queue as QueueSpec, queues } from '@stancewire/contracts'
import { onTestFinished } from 'vitest'
import { openBullQueue, openPublisher } from '../src/bull.ts'
import { runStage } from '../src/run-stage.ts'
import type { Handle, StageOptions } from '../src/stage.ts'
import { aFind, urlIdOf } from './messages.ts'
import { aLog, anAnnouncer, openTestLine, runsUntilEnded } from './test-line.ts'

/** FETCH, with tries that follow each other at once. */
export const quickFetch = { ...queues.fetch, attempts: 3, backoffMs: 5, timeoutMs: 5_000 }

type FetchHandle = Handle<DiscoveredUrl, MessageOf<typeof queues.parse>>

/** A line of its own, what was announced on it, and a way to run FETCH on it with a handler. Goes with its test. */
export function aLine(options: Partial<StageOptions> = {}) {
  const line = openTestLine()
  const announcer = anAnnouncer()
  const log = aLog()
  const open = new AsyncDisposableStack()
  open.use(line)
  onTestFinished(() => open.disposeAsync())
  const stageOptions: StageOptions = {
    redis: line.redis,
    prefix: line.prefix,
    log,
    announcer,
    runs: runsUntilEnded(announcer),
    pauses: { standing: async () => ({ is: 'none' }) },
    concurrency: 4,
    shutdownGraceMs: 2_000,
    failedKeptMs: 60_000,
    ...options,
  }
  const fetch = open.use(openPublisher(quickFetch, line))
  const queueOf = (spec: Pick<QueueSpec, 'name'>) => open.adopt(openBullQueue(spec, line), (queue) => queue.close())
  return {
    ...line,
    announcer,
    log,
    open,
    fetch,
    stageOptions,
    queueOf,
    add: (name: string) => fetch.add(aFind(name)),
    runFetch(handle: FetchHandle, spec: typeof quickFetch = quickFetch) {
      return open.use(runStage({ from: spec, to: queues.parse, handle }, stageOptions))
    },
    state: (name: string) => queueOf(queues.fetch).getJobState(jobId('fetch', { urlId: urlIdOf(name), run: 1 })),
  }
}
