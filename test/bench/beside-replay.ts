import { join } from 'node:path'
import { openCrowd } from '../e2e/crowd.ts'
import { openLine } from '../e2e/line.ts'
import { until } from '../e2e/until.ts'
import { runCommand } from '../faults/command.ts'
import { liveP95 } from '../faults/live-pages.ts'
import { openOwnRedis } from '../faults/own-redis.ts'
import { openPublisher } from '../faults/publisher.ts'

const backlog = 600
const livePages = 60
const rounds = 3

/** How much later live pages end beside a replay than on an idle line: the ratio of 95th percentiles, of each round in turn. */
export async function besideReplay(): Promise<number[]> {
  await using crowd = await openCrowd(backlog + livePages * 2 * rounds)
  await using publisher = await openPublisher(crowd)
  await using redis = await openOwnRedis()
  await using line = await openLine({
    redisUrl: redis.url,
    topics: [join(import.meta.dirname, '..', 'e2e', 'night-trains.yaml')],
    sources: [{ id: 'publisher', url: publisher.feedUrl, outlet: 'The Crowd', everySeconds: 0.2 }],
    limits: { fetch: { allowPrivate: 'loopback', hostDelayMs: 0, hostConcurrency: 16 } },
  })
  const isQuiet = async () => {
    const { accepted = 0, ended = 0 } = await line.stores.runs.counters()
    return accepted >= publisher.listed().length && accepted === ended && (await line.stores.replays.waiting()) === 0
  }
  await line.startAll()
  publisher.publish(backlog)
  await until('the backlog has ended', 120_000, isQuiet)
  const ratios: number[] = []
  for (let round = 1; round <= rounds; round++) {
    const idle = await liveP95(line, publisher, livePages)
    const { stdout } = await runCommand(line, ['replay', '--stage', 'parse', '--since', '2000-01-01'])
    const beside = await liveP95(line, publisher, livePages)
    const left = await line.stores.replays.waiting()
    console.log(
      `round ${round}: idle ${idle} ms, beside ${left > 0 ? 'a replay' : 'a replay that ended before'} ${beside} ms`,
    )
    await line.stores.replays.cancel(/as replay (\w+)/.exec(stdout)?.[1] ?? '')
    await until('what had begun has ended', 60_000, isQuiet)
    ratios.push(beside / idle)
  }
  return ratios
}
