import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import { startRedis } from '@stancewire/embedded-redis'
import { openLog, openRedis } from '@stancewire/runtime'
import { Redis } from 'ioredis'
import { runBareChain } from './bare-chain.ts'
import { besideReplay } from './beside-replay.ts'
import { runEmptyLine } from './empty-line.ts'
import { discoveredUrls } from './messages.ts'

const articles = 4_000
const rounds = 5
const floor = 0.7
const besideReplayMax = 1.5

// The peer and the line take turns in one process on one Redis: a ratio holds where a time would not.
const urls = discoveredUrls(articles)

const folder = await mkdtemp(join(tmpdir(), 'stancewire-bench-'))
const embedded = env.REDIS_URL
  ? undefined
  : await startRedis({ dir: join(folder, 'redis'), cacheDir: '.stancewire/redis-binary' })
const log = openLog('bench', 'silent')
try {
  const url = embedded?.url ?? env.REDIS_URL ?? ''
  await using redis = openRedis(url, log)
  const plain = new Redis(url, { maxRetriesPerRequest: null })
  const measured: Measured[] = []
  for (let round = 0; round <= rounds; round++) {
    const bare = await measure(redis, () => runBareChain(plain, `{bench-bare-${round}}`, urls))
    const line = await measure(redis, () => runEmptyLine(redis, `{bench-line-${round}}`, urls, log))
    // The first round warms caches and compilers.
    if (round > 0) measured.push({ bare, line })
    if (!env.REDIS_URL) await redis.flushall()
    console.log(
      `round ${round}${round === 0 ? ' (warm-up)' : ''}: bare ${rate(bare)}/s, line ${rate(line)}/s, share ${share({ bare, line }).toFixed(2)}`,
    )
  }
  report(measured)
  plain.disconnect()
} finally {
  await embedded?.stop()
  await rm(folder, { recursive: true, force: true })
}

console.log('\n95th percentile of the time from accepted to ended, of live pages on a whole line')
const slower = median(await besideReplay())
console.log(`beside a replay, of idle       ${slower.toFixed(2)} (at most ${besideReplayMax})`)
if (slower > besideReplayMax) process.exitCode = 1

type Run = { seconds: number; commands: number; bytes: number; redisCpuUs: number; nodeCpuUs: number }
type Measured = { bare: Run; line: Run }

async function measure(redis: Redis, work: () => Promise<number>): Promise<Run> {
  const before = await readStats(redis)
  const cpu = process.cpuUsage()
  const seconds = await work()
  const { user, system } = process.cpuUsage(cpu)
  const after = await readStats(redis)
  return {
    seconds,
    commands: after.commands - before.commands,
    bytes: after.bytes - before.bytes,
    redisCpuUs: after.redisCpuUs - before.redisCpuUs,
    nodeCpuUs: user + system,
  }
}

async function readStats(redis: Redis) {
  const [stats, commandStats] = [await redis.info('stats'), await redis.info('commandstats')]
  const commands = [...commandStats.matchAll(/calls=(\d+)/g)].reduce((sum, [, calls]) => sum + Number(calls), 0)
  const bytes =
    Number(/total_net_input_bytes:(\d+)/.exec(stats)?.[1]) + Number(/total_net_output_bytes:(\d+)/.exec(stats)?.[1])
  const cpu = await redis.info('cpu')
  const redisCpuUs =
    1e6 * (Number(/used_cpu_sys:([\d.]+)/.exec(cpu)?.[1]) + Number(/used_cpu_user:([\d.]+)/.exec(cpu)?.[1]))
  return { commands, bytes, redisCpuUs }
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
  console.log(
    `CPU per article, Redis        bare ${perArticle(({ bare }) => bare.redisCpuUs)} µs, line ${perArticle(({ line }) => line.redisCpuUs)} µs`,
  )
  console.log(
    `CPU per article, Node         bare ${perArticle(({ bare }) => bare.nodeCpuUs)} µs, line ${perArticle(({ line }) => line.nodeCpuUs)} µs`,
  )
  if (middle < floor) process.exitCode = 1
}
