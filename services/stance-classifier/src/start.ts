import type { Config } from '@stancewire/config'
import { queues } from '@stancewire/contracts'
import { runStage, type Service, stageOptions } from '@stancewire/runtime'
import { compileTopic } from '@stancewire/stance'
import { openStores } from '@stancewire/storage'
import { makeHandle } from './handle.ts'

/** Wires CLASSIFY STANCE to its queue; its output is the event stream. */
export async function start(service: Service<Config>): Promise<AsyncDisposable> {
  const { config, redis } = service
  const { runs, events, bodies } = openStores(redis, config)
  const handle = makeHandle({ bodies, topics: config.topics.map(compileTopic) })
  return runStage(
    { from: queues.classifyStance, to: null, handle },
    { ...stageOptions(service, 'classify-stance'), runs, announcer: events },
  )
}
