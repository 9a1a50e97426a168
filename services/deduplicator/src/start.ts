import type { Config } from '@stancewire/config'
import { queues } from '@stancewire/contracts'
import { boilerplateLimit, storyIdleMs, windowMs } from '@stancewire/dedup'
import { every, runStage, type Service, stageOptions, startReplayLane } from '@stancewire/runtime'
import {
  openArchiveMark,
  openArticleIndex,
  openGroups,
  openStores,
  openStories,
  spareRunning,
} from '@stancewire/storage'
import { makeHandle } from './handle.ts'
import type { KeptStory } from './kept-story.ts'
import { makePrepare } from './prepare-replay.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000

/** Wires DEDUPLICATE to its queue, drops texts that nothing is compared with any more and the archive has, and runs the replay lane: nobody else knows where each article stands. */
export async function start(service: Service<Config>): Promise<AsyncDisposable> {
  const { config, redis, log } = service
  const { prefix, limits } = config
  const { runs, events, bodies, replays, pauses } = openStores(redis, config)
  const index = openArticleIndex(redis, { prefix, windowMs, boilerplateLimit, seenDays: limits.seenDays })
  const groups = openGroups(redis, { prefix, seenDays: limits.seenDays })
  const handle = makeHandle({
    bodies,
    runs,
    index,
    groups,
    stories: openStories<KeptStory>(redis, { prefix, idleMs: storyIdleMs }),
  })
  const archive = openArchiveMark(redis, config)
  // What the archive has yet to read belongs to younger events than this.
  const archivedMs = async () => {
    const reached = await archive.read()
    return reached === null ? Number.POSITIVE_INFINITY : Number(reached.split('-')[0]) - dayMs
  }
  const open = new AsyncDisposableStack()
  open.use(
    every(hourMs, 'dropping texts', log, async () => {
      const before = Math.min(Date.now() - limits.textKeptDays * dayMs, await archivedMs())
      // A message that is kept finds its text: it goes first.
      let dropped = 0
      for (const kind of ['parsed', 'text'] as const)
        dropped += await bodies.dropOlder(kind, before, spareRunning(runs))
      if (dropped > 0) log.info({ dropped }, 'texts dropped')
    }),
  )
  open.use(
    runStage(
      { from: queues.deduplicate, to: queues.classifyStance, handle },
      { ...stageOptions(service, 'deduplicate'), runs, pauses, announcer: events },
    ),
  )
  const prepare = makePrepare({ bodies, index, groups, runs })
  open.use(startReplayLane({ redis, prefix, log, lane: replays, runs, prepare }))
  return open
}
