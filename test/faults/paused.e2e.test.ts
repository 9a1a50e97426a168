import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openCrowd } from '../e2e/crowd.ts'
import { endedCount, expectOneEndEach, openCrowdLine, untilEnded } from '../e2e/crowd-line.ts'
import { stageServices, type TestLine, until } from '../e2e/line.ts'
import { expectAccountsBalance } from './account.ts'
import { runCommand } from './command.ts'
import { printNumbers } from './numbers.ts'
import { openOwnRedis } from './own-redis.ts'

const queueOf = async (
  line: TestLine,
  stage: string,
): Promise<{ waiting: number; active: number; isPaused: boolean }> => {
  const { stdout } = await runCommand(line, ['queues', '--json'])
  const all = stdout
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text))
  return all.find(({ queue }) => queue === stage)
}

async function give(line: TestLine, ...args: string[]): Promise<void> {
  const { code, stderr } = await runCommand(line, args)
  if (code !== 0) throw new Error(`stancewire ${args.join(' ')}: ${code} ${stderr}`)
}

/** Nothing of these facts moves for so long. */
async function expectStill(ms: number, facts: () => Promise<unknown> | unknown): Promise<void> {
  const before = await facts()
  await sleep(ms)
  expect(await facts()).toEqual(before)
}

it('a paused stage stands still although everything is killed and started again, and goes on by itself', async () => {
  const count = 100
  const heldMs = 25_000
  await using crowd = await openCrowd(count, { slowMs: () => 300 })
  await using redis = await openOwnRedis()
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url, limits: { fetch: { hostConcurrency: 4 } } })
  await line.startAll()
  await untilEnded(line, 5, 60_000)
  await give(line, 'pause', 'stage', 'parse', '--reason', 'a new model', '--for', `${heldMs / 1_000}s`)
  const pausedAtMs = Date.now()
  const waits = async () => (await endedCount(line)) + (await queueOf(line, 'parse')).waiting
  await until('all the others wait for PARSE', 20_000, async () => (await waits()) === count)

  await line.stopAll('SIGKILL')
  await sleep(1_000)
  await redis.kill()
  await redis.start()
  await line.startAll()
  const [pause] = await line.stores.pauses.all()
  expect(pause).toMatchObject({ kind: 'stage', name: 'parse', reason: 'a new model' })
  // Of its last second Redis may have lost what it had not written down: it is done again.
  await until('all the others wait for PARSE again', 20_000, async () => (await waits()) === count)
  const left = await queueOf(line, 'parse')
  expect(left).toMatchObject({ active: 0, isPaused: true })
  expect(left.waiting, 'pages wait to be parsed').toBeGreaterThan(10)
  const ended = await endedCount(line)
  await until('the pause is nearly over', heldMs, async () => Date.now() > Date.parse(pause?.until ?? '') - 1_000)
  expect((await queueOf(line, 'parse')).waiting).toBe(left.waiting)

  await until('it goes on', 10_000, async () => (await endedCount(line)) > ended + 5)
  const wentOnMs = Date.now() - Date.parse(pause?.until ?? '')
  await untilEnded(line, count, 60_000)
  await expectOneEndEach(line, crowd)
  printNumbers('A stage paused, everything killed, and started again', {
    'ended before, and while it was paused': `${ended} of ${count}`,
    'waited for PARSE': left.waiting,
    'paused for (ms)': Date.parse(pause?.until ?? '') - pausedAtMs,
    'ends again after the pause was over (ms)': wentOnMs,
  })
  await expectAccountsBalance(line)
})

it('a pause whose command died between its record and its queue is made good by the workers', async () => {
  await using crowd = await openCrowd(40)
  await using line = await openCrowdLine(crowd)
  await line.startAll(['parser', 'deduplicator', 'stance-classifier'])
  const dying = (at: string) => ({
    env: {
      NODE_OPTIONS: '--conditions=stancewire-faults',
      STANCEWIRE_FAULTS: JSON.stringify([{ at, does: 'die' }]),
    },
  })
  const args = ['stage', 'parse'] as const
  await runCommand(line, ['pause', ...args, '--reason', 'a test'], dying('pause:after'))
  await until('the queue is paused', 10_000, async () => (await queueOf(line, 'parse')).isPaused)
  await line.startAll(['discoverer', 'fetcher'])
  await until('all are fetched', 30_000, async () => (await queueOf(line, 'parse')).waiting >= 39)
  await line.kill('parser')
  await line.start('parser')
  await expectStill(2_000, async () => (await queueOf(line, 'parse')).waiting)
  await runCommand(line, ['resume', ...args], dying('resume:after'))
  await untilEnded(line, 40, 60_000)
  await expectOneEndEach(line, crowd)
  await expectAccountsBalance(line)
})

it('a paused host is asked nothing while others go on, by whichever process; resumed, it is', async () => {
  await using crowd = await openCrowd(40)
  await using line = await openCrowdLine(crowd, { limits: { fetch: { hostConcurrency: 4 } } })
  const pages = (first: number, host: string) =>
    crowd.listed.slice(first, first + 20).map(({ url }) => url.replace('127.0.0.1', host))
  await give(line, 'pause', 'host', '127.0.0.1', '--reason', 'they asked')
  await give(line, 'add', ...pages(0, '127.0.0.1'), ...pages(20, 'localhost'))
  await line.startAll()
  await line.start('fetcher', { instance: 'second' })
  await untilEnded(line, 20, 60_000)
  await line.kill('fetcher')
  await line.start('fetcher')
  const asked = () => [...crowd.requests.keys()].filter((at) => at < 20)
  await expectStill(3_000, () => asked().length)
  expect(asked()).toEqual([])
  // The feed lies on that host too.
  expect((await line.stores.runs.counters()).accepted).toBe(40)
  expect(await line.stores.hosts.waiting()).toBe(20)
  await expectAccountsBalance(line)
  await give(line, 'resume', 'host', '127.0.0.1')
  await untilEnded(line, 60, 60_000)
  await expectAccountsBalance(line)
})

it('a paused source is not polled, and is read when it is resumed', async () => {
  await using crowd = await openCrowd(10)
  await using line = await openCrowdLine(crowd, { everySeconds: 86_400 })
  await give(line, 'pause', 'source', 'crowd-0', '--reason', 'moving')
  await line.startAll(['discoverer'])
  await expectStill(2_000, async () => (await line.stores.runs.counters()).accepted ?? 0)
  expect((await line.stores.runs.counters()).accepted ?? 0).toBe(0)
  await line.kill('discoverer')
  await line.start('discoverer')
  await give(line, 'resume', 'source', 'crowd-0')
  await until('it is read', 20_000, async () => (await line.stores.runs.counters()).accepted === 10)
  await line.startAll(stageServices.filter((name) => name !== 'discoverer'))
  await untilEnded(line, 10, 60_000)
  await expectAccountsBalance(line)
})
