import type { Config } from '@stancewire/config'
import { queues } from '@stancewire/contracts'
import { openPublisher, runStage, type Service, stageOptions, startLostRunSweep } from '@stancewire/runtime'
import { openMarks, openMovingRuns, openStores } from '@stancewire/storage'
import { openWeb } from '@stancewire/web'
import { startDispatch } from './dispatch.ts'
import { startDroppingPages } from './drop-pages.ts'
import { startDroppingSubmitted } from './drop-submitted.ts'
import { makeHandle } from './handle.ts'

/** Wires FETCH to its queue, and runs the dispatcher that feeds it. */
export async function start(service: Service<Config>): Promise<AsyncDisposable> {
  const { config, redis, log } = service
  const { prefix, limits } = config
  const { hosts, runs, events, bodies, duePages, pauses } = openStores(redis, config)
  const open = new AsyncDisposableStack()
  const fetchUrl = open.use(openWeb(limits.fetch))
  const fetch = open.use(openPublisher(queues.fetch, { redis, prefix }))
  open.use(startDroppingPages({ bodies, duePages, runs }, { log, failedKeptMs: limits.failedKeptDays * 86_400_000 }))
  open.use(
    runStage(
      { from: queues.fetch, to: queues.parse, handle: makeHandle({ fetchUrl, bodies, hosts }) },
      {
        ...stageOptions(service, 'fetch'),
        runs,
        pauses,
        announcer: events,
        // Fetching is waiting, and reads nothing that could end the process: alone, each page would wait for the one before.
        aloneAfterDeaths: 3,
        onFailed: async (ref) => {
          const entry = await runs.entry(ref.urlId)
          if (entry) await hosts.release(entry.host, ref)
        },
      },
    ),
  )
  open.use(startDispatch({ hosts, runs, fetch, log }))
  const moving = openMovingRuns(redis, { prefix })
  const marks = openMarks(redis, { prefix })
  open.use(startDroppingSubmitted({ bodies, runs, marks }, log))
  open.use(startLostRunSweep({ redis, prefix, log, runs, moving, marks }))
  return open
}
