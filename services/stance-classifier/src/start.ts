import type { Config } from '@stancewire/config'
import { queues } from '@stancewire/contracts'
import { openThreads, runStage, type Service, stageOptions } from '@stancewire/runtime'
import { openStores } from '@stancewire/storage'
import { makeHandle } from './handle.ts'
import type { makeWork } from './thread.ts'

/** Wires CLASSIFY STANCE to its queue, and to the threads that read texts; its output is the event stream. */
export async function start(service: Service<Config>): Promise<AsyncDisposable> {
  const { config, redis } = service
  const { runs, events, bodies, pauses } = openStores(redis, config)
  const options = stageOptions(service, 'classify-stance')
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
      { from: queues.classifyStance, to: null, handle },
      { ...options, concurrency: threads.count, runs, pauses, announcer: events },
    ),
  )
  return open
}
