import { expect, it } from 'vitest'
import { openCrowd } from '../e2e/crowd.ts'
import { openCrowdLine, untilEnded } from '../e2e/crowd-line.ts'
import { until } from '../e2e/line.ts'
import { expectAccountsBalance } from './account.ts'
import { runCommand } from './command.ts'
import { liveP95 } from './live-pages.ts'
import { printNumbers, shortOrLong } from './numbers.ts'
import { openOwnRedis } from './own-redis.ts'
import { openPublisher } from './publisher.ts'

const backlog = shortOrLong(200, 3_000)
const livePages = shortOrLong(20, 200)

// How much later they end is measured by `npm run bench`, on a machine that does nothing else.
it('ends live pages before a replay that was asked for earlier, and the replay after them', async () => {
  await using crowd = await openCrowd(backlog + livePages * 2)
  await using publisher = await openPublisher(crowd)
  await using redis = await openOwnRedis()
  await using line = await openCrowdLine({ feedUrls: [publisher.feedUrl] }, { redisUrl: redis.url, everySeconds: 0.2 })
  await line.startAll()
  publisher.publish(backlog)
  await untilEnded(line, backlog, 120_000)
  const idle = await liveP95(line, publisher, livePages)

  const asked = await runCommand(line, ['replay', '--stage', 'parse', '--since', '2000-01-01'])
  expect(asked).toMatchObject({ code: 0 })
  const waitingBefore = await line.stores.replays.waiting()
  const beside = await liveP95(line, publisher, livePages)
  const waitingAfter = await line.stores.replays.waiting()
  await until('all of the replay has ended', 120_000, async () => {
    const { accepted = 0, ended = 0 } = await line.stores.runs.counters()
    const { replays } = line.stores
    return accepted === ended && (await replays.waiting()) === 0
  })
  printNumbers(`${livePages} live pages beside a replay of ${backlog}`, {
    'p95 on an idle line (ms)': idle,
    'p95 beside the replay (ms)': beside,
    'replays that waited before the live pages': waitingBefore,
    'replays that waited still when they had ended': waitingAfter,
  })
  expect(waitingAfter).toBeGreaterThan(0)
  const ends = await line.ends()
  expect(ends.filter(({ data }) => data.run === 1)).toHaveLength(backlog + livePages * 2)
  expect(ends.filter(({ data }) => data.run === 2).length).toBeGreaterThanOrEqual(waitingBefore)
  await expectAccountsBalance(line)
})
