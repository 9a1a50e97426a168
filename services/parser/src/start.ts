import type { Config } from '@stancewire/config'
import { queues } from '@stancewire/contracts'
import { runStage, type Service, stageOptions } from '@stancewire/runtime'
import { compileTopic } from '@stancewire/stance'
import { openStores } from '@stancewire/storage'
import { makeHandle } from './handle.ts'

/** Wires PARSE to its queue. */
export async function start(service: Service<Config>): Promise<AsyncDisposable> {
  const { config, redis } = service
  const { runs, events, bodies } = openStores(redis, config)
  const handle = makeHandle({ bodies, topics: config.topics.map(compileTopic) })
  return runStage(
    { from: queues.parse, to: queues.deduplicate, handle },
    { ...stageOptions(service, 'parse'), runs, announcer: events },
  )
}
