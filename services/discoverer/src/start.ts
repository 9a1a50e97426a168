import type { Config } from '@stancewire/config'
import { every, openEdge, openRedisLife, type Service } from '@stancewire/runtime'
import { openFeedStates, openStores } from '@stancewire/storage'
import { openWeb } from '@stancewire/web'
import { makePoll } from './poll.ts'
import { openPauseGate } from './until-not-paused.ts'

const dayMs = 86_400_000

/** Polls every configured source at its interval, and offers what it lists. */
export async function start({ config, redis, log }: Service<Config>): Promise<AsyncDisposable> {
  const { runs, pauses } = openStores(redis, config)
  const fetchUrl = openWeb(config.limits.fetch)
  const states = openFeedStates(redis, config)
  const offer = openEdge(redis, { runs, memoryShareMax: config.limits.memoryShareMax, log })
  // Several times in the life of a mark.
  const rereadMs = Math.min(dayMs, (config.limits.seenDays * dayMs) / 4)
  const poll = makePoll({ fetchUrl, states, offer, lifeOfRedis: openRedisLife(redis), rereadMs })
  const untilNotPaused = openPauseGate(pauses)
  const polling = config.sources.map((source) => {
    const sourceLog = log.child({ source: source.id })
    return every(source.everySeconds * 1_000, 'poll', sourceLog, async (stopping) => {
      await untilNotPaused(source, sourceLog, stopping)
      if (stopping.aborted) return
      const result = await poll(source, sourceLog, stopping)
      if (result.is === 'failed' && !stopping.aborted) sourceLog.warn(result, 'poll failed')
      else sourceLog.debug(result, 'polled')
    })
  })
  log.info({ sources: polling.length }, 'polling')
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all(polling.map((each) => each[Symbol.asyncDispose]()))
      await fetchUrl[Symbol.asyncDispose]()
    },
  }
}
