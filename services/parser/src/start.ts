import type { Config } from '@stancewire/config'
import { queues } from '@stancewire/contracts'
import { openThreads, runStage, type Service, stageOptions } from '@stancewire/runtime'
import { openStores } from '@stancewire/storage'
import { makeHandle } from './handle.ts'
import type { makeWork } from './thread.ts'

/** Wires PARSE to its queue, and to the threads that read pages. */
export async function start(service: Service<Config>): Promise<AsyncDisposable> {
  const { config, redis } = service
  const { runs, events, bodies, pauses } = openStores(redis, config)
  const options = stageOptions(service, 'parse')
  const open = new AsyncDisposableStack()
  const threads = open.use(
    await openThreads<typeof makeWork>(new URL('./thread.ts', import.meta.url), {
      atMost: options.concurrency,
      given: { topics: config.topics },
    }),
  )
  const handle = makeHandle({ bodies, read: threads.run })
  open.use(
    runStage(
      { from: queues.parse, to: queues.deduplicate, handle },
      { ...options, concurrency: threads.count, runs, pauses, announcer: events },
    ),
  )
  return open
}
