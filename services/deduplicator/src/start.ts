import type { Config } from '@stancewire/config'
import { queues } from '@stancewire/contracts'
import { boilerplateLimit, storyIdleMs, windowMs } from '@stancewire/dedup'
import { every, runStage, type Service, stageOptions } from '@stancewire/runtime'
import { openArticleIndex, openGroups, openStores, openStories } from '@stancewire/storage'
import { makeHandle } from './handle.ts'
import type { KeptStory } from './kept-story.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000

/** Wires DEDUPLICATE to its queue, and drops texts that nothing is compared with any more. */
export async function start(service: Service<Config>): Promise<AsyncDisposable> {
  const { config, redis, log } = service
  const { prefix, limits } = config
  const { runs, events, bodies } = openStores(redis, config)
  const handle = makeHandle({
    bodies,
    runs,
    index: openArticleIndex(redis, { prefix, windowMs, boilerplateLimit, seenDays: limits.seenDays }),
    groups: openGroups(redis, { prefix, seenDays: limits.seenDays }),
    stories: openStories<KeptStory>(redis, { prefix, idleMs: storyIdleMs }),
  })
  const open = new AsyncDisposableStack()
  open.use(
    every(hourMs, 'dropping texts', log, async () => {
      const dropped = await bodies.dropOlder('text', Date.now() - limits.textKeptDays * dayMs)
      if (dropped > 0) log.info({ dropped }, 'texts dropped')
    }),
  )
  open.use(
    runStage(
      { from: queues.deduplicate, to: queues.classifyStance, handle },
      { ...stageOptions(service, 'deduplicate'), runs, announcer: events },
    ),
  )
  return open
}
