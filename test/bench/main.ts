import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import { messageVersion } from '@stancewire/contracts'
import { startRedis } from '@stancewire/embedded-redis'
import { openLog, openRedis } from '@stancewire/runtime'
import { urlId } from '@stancewire/url'
import type { Redis } from 'ioredis'
import { runBareChain } from './bare-chain.ts'
import { runEmptyLine } from './empty-line.ts'

const articles = 2_000
const rounds = 5
const floor = 0.7

// The peer and the line take turns in one process on one Redis: a ratio holds where a time would not.
const urls = Array.from({ length: articles }, (_, at) => ({
  v: messageVersion,
  urlId: urlId(`https://bench.example/${at}`),
  url: `https://bench.example/news/2024/02/27/an-article-of-the-benchmark-${at}`,
  host: `host-${at % 50}.example`,
  sourceId: 'bench',
  outlet: 'The Bench',
  discoveredAt: '2024-02-27T10:00:00Z',
  hint: { title: 'An article of the benchmark', publishedAt: '2024-02-27T09:00:00Z' },
}))

const folder = await mkdtemp(join(tmpdir(), 'stancewire-bench-'))
const embedded = env.REDIS_URL
  ? undefined
  : await startRedis({ dir: join(folder, 'redis'), cacheDir: '.stancewire/redis-binary' })
// Logging is part of the line: it is written, to a place where nobody reads.
const log = openLog('bench', 'silent')
try {
  await using redis = openRedis(embedded?.url ?? env.REDIS_URL ?? '', log)
  const measured: Measured[] = []
  for (let round = 0; round <= rounds; round++) {
    const bare = await measure(redis, () => runBareChain(redis, `{bench-bare-${round}}`, urls))
    const line = await measure(redis, () => runEmptyLine(redis, `{bench-line-${round}}`, urls, log))
    // The first round warms caches and compilers.
    if (round > 0) measured.push({ bare, line })
    if (!env.REDIS_URL) await redis.flushall()
    console.log(
      `round ${round}${round === 0 ? ' (warm-up)' : ''}: bare ${rate(bare)}/s, line ${rate(line)}/s, share ${share({ bare, line }).toFixed(2)}`,
    )
  }
  report(measured)
} finally {
  await embedded?.stop()
  await rm(folder, { recursive: true, force: true })
}

type Run = { seconds: number; commands: number; bytes: number }
type Measured = { bare: Run; line: Run }

async function measure(redis: Redis, work: () => Promise<number>): Promise<Run> {
  const before = await readStats(redis)
  const seconds = await work()
  const after = await readStats(redis)
  return { seconds, commands: after.commands - before.commands, bytes: after.bytes - before.bytes }
}

async function readStats(redis: Redis) {
  const [stats, commandStats] = [await redis.info('stats'), await redis.info('commandstats')]
  const commands = [...commandStats.matchAll(/calls=(\d+)/g)].reduce((sum, [, calls]) => sum + Number(calls), 0)
  const bytes =
    Number(/total_net_input_bytes:(\d+)/.exec(stats)?.[1]) + Number(/total_net_output_bytes:(\d+)/.exec(stats)?.[1])
  return { commands, bytes }
}

function rate({ seconds }: Run): number {
  return Math.round(articles / seconds)
}

function share({ bare, line }: Measured): number {
  return bare.seconds / line.seconds
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function report(measured: readonly Measured[]): void {
  const perArticle = (pick: (run: Measured) => number) => Math.round(median(measured.map(pick)) / articles)
  const middle = median(measured.map(share))
  console.log(
    `\n${articles} articles, ${rounds} rounds in turn, medians; the peer is a bare BullMQ chain of four queues`,
  )
  console.log(`line as a share of the peer   ${middle.toFixed(2)} (floor ${floor})`)
  console.log(
    `Redis commands per article    bare ${perArticle(({ bare }) => bare.commands)}, line ${perArticle(({ line }) => line.commands)}`,
  )
  console.log(
    `bytes to and from Redis       bare ${perArticle(({ bare }) => bare.bytes)}, line ${perArticle(({ line }) => line.bytes)} per article`,
  )
  if (middle < floor) process.exitCode = 1
}
