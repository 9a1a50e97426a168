import type { Config } from '@stancewire/config'
import { every, openEdge, openRedisLife, type Service } from '@stancewire/runtime'
import { openAddedSources, openFeedStates, openStores } from '@stancewire/storage'
import { openWeb } from '@stancewire/web'
import { keepPolling } from './keep-polling.ts'
import { makePoll } from './poll.ts'
import { openRoster } from './roster.ts'
import { openPauseGate } from './until-not-paused.ts'

// Whoever adds a source sees its first poll while they still look.
const lookEveryMs = 2_000
const dayMs = 86_400_000

/** Polls every source of the settings, and every one that was added, at its interval, and offers what it lists. */
export async function start({ config, redis, log }: Service<Config>): Promise<AsyncDisposable> {
  const { runs, pauses } = openStores(redis, config)
  const fetchUrl = openWeb(config.limits.fetch)
  const states = openFeedStates(redis, config)
  const offer = openEdge(redis, { runs, memoryShareMax: config.limits.memoryShareMax, log })
  // Several times in the life of a mark.
  const rereadMs = Math.min(dayMs, (config.limits.seenDays * dayMs) / 4)
  const poll = makePoll({ fetchUrl, states, offer, lifeOfRedis: openRedisLife(redis), rereadMs })
  const deps = { poll, states, untilNotPaused: openPauseGate(pauses) }
  const roster = openRoster(config.sources, openAddedSources(redis, config), (source) =>
    keepPolling(source, deps, log.child({ source: source.id })),
  )
  const looking = every(lookEveryMs, 'look for added sources', log, () => roster.look())
  log.info({ sources: roster.count() }, 'polling')
  return {
    async [Symbol.asyncDispose]() {
      await looking[Symbol.asyncDispose]()
      await roster[Symbol.asyncDispose]()
      await fetchUrl[Symbol.asyncDispose]()
    },
  }
}
