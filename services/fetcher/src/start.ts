import type { Config } from '@stancewire/config'
import { queues } from '@stancewire/contracts'
import { openPublisher, runStage, type Service } from '@stancewire/runtime'
import { openStores } from '@stancewire/storage'
import { openWeb } from '@stancewire/web'
import { startDispatch } from './dispatch.ts'
import { startDroppingPages } from './drop-pages.ts'
import { makeHandle } from './handle.ts'

/** Wires FETCH to its queue, and runs the dispatcher that feeds it. */
export async function start({ config, redis, log }: Service<Config>): Promise<AsyncDisposable> {
  const { prefix, limits } = config
  const { hosts, runs, events, bodies, duePages } = openStores(redis, config)
  const open = new AsyncDisposableStack()
  const fetchUrl = open.use(openWeb(limits.fetch))
  const fetch = open.use(openPublisher(queues.fetch, { redis, prefix }))
  open.use(startDroppingPages({ bodies, duePages }, log))
  open.use(
    runStage(
      { from: queues.fetch, to: queues.parse, handle: makeHandle({ fetchUrl, bodies, hosts }) },
      {
        redis,
        prefix,
        log,
        runs,
        announcer: events,
        concurrency: limits.concurrency.fetch,
        shutdownGraceMs: limits.shutdownGraceMs,
        failedKeptMs: limits.failedKeptDays * 86_400_000,
        onFailed: async (ref) => {
          const entry = await runs.entry(ref.urlId)
          if (entry) await hosts.release(entry.host, ref)
        },
      },
    ),
  )
  open.use(startDispatch({ hosts, runs, fetch, log }))
  return open
}
