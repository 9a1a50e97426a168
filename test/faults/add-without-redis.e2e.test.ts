import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openCrowd } from '../e2e/crowd.ts'
import { openCrowdLine, untilEnded } from '../e2e/crowd-line.ts'
import { stageServices, type TestLine, until } from '../e2e/line.ts'
import { expectAccountsBalance } from './account.ts'
import { type CommandEnd, runCommand } from './command.ts'
import { printNumbers } from './numbers.ts'
import { openOwnRedis } from './own-redis.ts'
import { openProxy } from './proxy.ts'

// On top of what any command takes to start.
const tellsWithinMs = 1_000
const busyMachineMs = 3_000

async function aFile(line: TestLine, name: string): Promise<string> {
  const file = join(line.folder, `${name}.txt`)
  await writeFile(file, `The ${name} train\n\nThe night trains should run, said the ${name} of the valley on Monday.\n`)
  return file
}

async function bodiesOf({ stores }: TestLine): Promise<string[]> {
  const kept: string[] = []
  for await (const { ref } of stores.bodies.list()) kept.push(`${ref.urlId} ${ref.kind}`)
  return kept
}

async function acceptedBy({ stores }: TestLine): Promise<number> {
  return (await stores.runs.counters()).accepted ?? 0
}

/** What a command takes that does nothing. */
async function startMs(line: TestLine): Promise<number> {
  return (await runCommand(line, ['--help'])).ms
}

function accepted({ stderr }: CommandEnd): number {
  return stderr.split('\n').filter((text) => text.startsWith('accepted')).length
}

it('says at once that Redis is down, and leaves nothing behind', async () => {
  await using crowd = await openCrowd(1)
  await using redis = await openOwnRedis({ starts: false })
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url })
  const usualMs = await startMs(line)
  const end = await runCommand(line, ['add', await aFile(line, 'first'), crowd.listed[0]?.url ?? ''])
  expect(end.stderr).toMatch(/^Redis at redis:.*no answer.*ECONNREFUSED.*is it running\?$/m)
  expect(end.code).toBe(2)
  expect(end.ms - usualMs).toBeLessThanOrEqual(tellsWithinMs + busyMachineMs)
  expect(await bodiesOf(line)).toEqual([])
  printNumbers('add while Redis is down', {
    'a command takes to start (ms)': usualMs,
    'it told so after (ms)': end.ms,
    'exit code': end.code ?? -1,
    'bodies left behind': 0,
  })
  await redis.start()
  await expectAccountsBalance(line)
})

it('keeps what it was told is taken, and nothing of the rest, when Redis dies in the middle', async () => {
  const room = 2
  await using crowd = await openCrowd(1)
  await using redis = await openOwnRedis()
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url, limits: { inFlightMax: room } })
  const files = await Promise.all(['first', 'second', 'third', 'fourth'].map((name) => aFile(line, name)))
  // Nobody works, so that the third one waits for room.
  const adding = runCommand(line, ['add', ...files])
  await until('the third text waits for room', 20_000, async () => (await acceptedBy(line)) === room)
  await sleep(500)
  await redis.kill()
  const diedAtMs = performance.now()
  const end = await adding
  const toldAfterMs = Math.round(performance.now() - diedAtMs)
  expect(end.stderr).toMatch(/^Redis at redis:.*no answer.*is it running\?$/m)
  expect(end.code).toBe(2)
  expect(accepted(end)).toBe(room)
  expect(toldAfterMs, 'not for ever').toBeLessThan(15_000)

  await redis.start()
  expect(await bodiesOf(line)).toHaveLength(room)
  await expectAccountsBalance(line)
  const workers = stageServices.filter((name) => name !== 'discoverer')
  await line.startAll(workers)
  await untilEnded(line, room, 60_000)
  const again = await runCommand(line, ['add', '--wait', ...files])
  expect(again.code).toBe(0)
  expect(accepted(again), 'the others are taken now').toBe(files.length - room)
  printNumbers('add when Redis dies in the middle', {
    'taken before': accepted(end),
    'it told so after (ms)': toldAfterMs,
    'taken when handed in again': accepted(again),
  })
  await expectAccountsBalance(line)
})

it('gives up on a Redis that falls silent, and leaves nothing behind', async () => {
  await using crowd = await openCrowd(1)
  await using redis = await openOwnRedis()
  await using wire = await openProxy({ to: redis.url })
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url, limits: { inFlightMax: 1 } })
  const files = await Promise.all(['first', 'second'].map((name) => aFile(line, name)))
  const adding = runCommand(line, ['add', ...files], { env: { REDIS_URL: wire.url } })
  await until('the second text waits for room', 20_000, async () => (await acceptedBy(line)) === 1)
  await sleep(500)
  wire.cut()
  const end = await adding
  expect(end.stderr).toMatch(/no answer.*is it running\?/)
  expect(end.code).toBe(2)
  expect(accepted(end)).toBe(1)
  printNumbers('add when Redis falls silent', { 'exit code': end.code ?? -1, 'taken before': accepted(end) })
  await wire.pass()
  await expectAccountsBalance(line)
})
