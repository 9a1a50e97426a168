import { expect, it } from 'vitest'
import { openCrowd } from '../e2e/crowd.ts'
import { openCrowdLine, untilEnded } from '../e2e/crowd-line.ts'
import { type StageService, type TestLine, until } from '../e2e/line.ts'
import { expectAccountsBalance } from './account.ts'
import { runCommand } from './command.ts'
import { printNumbers } from './numbers.ts'
import { openOwnRedis } from './own-redis.ts'
import { openProxy, sayOldVersion } from './proxy.ts'

type Way = { readonly redisUrl?: string; readonly env?: Record<string, string> }

/** Starts a service that must refuse: gives its exit code and its last words. */
async function refusal(
  line: TestLine,
  name: StageService,
  way: Way = {},
): Promise<{ code: number | null; said: string }> {
  const service = await line.start(name, { ...way, waits: false })
  await until(`${name} has refused`, 20_000, () => service.isGone())
  const { code } = await service.exit
  return { code, said: service.log.lines.map(({ text }) => text).join('\n') }
}

// All services have the same life; a stage and one that is none stand for them.
const some = ['discoverer', 'parser'] as const

async function expectRefusal(line: TestLine, says: RegExp, way: Way = {}): Promise<void> {
  for (const name of some) {
    const { code, said } = await refusal(line, name, way)
    expect(said, name).toMatch(says)
    expect(code, name).toBe(2)
  }
  const env = { ...way.env, ...(way.redisUrl === undefined ? {} : { REDIS_URL: way.redisUrl }) }
  const added = await runCommand(line, ['add', 'http://127.0.0.1:9/page'], { env })
  expect(added.stderr, 'stancewire add').toMatch(says)
  expect(added.code, 'stancewire add').toBe(2)
}

it('refuses a Redis that evicts, and says how to mend it', async () => {
  await using crowd = await openCrowd(1)
  await using redis = await openOwnRedis({ policy: 'allkeys-lru' })
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url })
  await expectRefusal(line, /allkeys-lru.*redis-cli config set maxmemory-policy noeviction/s)

  await redis.set('maxmemory-policy', 'noeviction')
  await line.startAll()
  await untilEnded(line, 1, 60_000)
  printNumbers('Redis that evicts', {
    'refused with exit code 2': some.length + 1,
    'starts once mended': true,
  })
  await expectAccountsBalance(line)
})

it('refuses a Redis that is too old, and says which one is needed', async () => {
  await using crowd = await openCrowd(1)
  await using redis = await openOwnRedis()
  await using old = await openProxy({ to: redis.url, rewrite: sayOldVersion })
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url })
  await expectRefusal(line, /Redis 6\.0\.9+ is too old: 6\.2 or newer is needed/, { redisUrl: old.url })
  printNumbers('Redis that is too old', { 'refused with exit code 2': some.length + 1 })
  await expectAccountsBalance(line)
})

it('warns of a Redis without an append-only file, and refuses it in production', async () => {
  await using crowd = await openCrowd(1)
  await using redis = await openOwnRedis({ appendOnly: false })
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url })
  const says = /no append-only file.*redis-cli config set appendonly yes/s
  await expectRefusal(line, says, { env: { STANCEWIRE_MODE: 'production' } })

  const services = await line.startAll()
  for (const { name, log } of services) {
    const warning = log.lines.find(({ text }) => says.test(text))?.text ?? '{}'
    expect(JSON.parse(warning), name).toMatchObject({ level: 40 })
  }
  await untilEnded(line, 1, 60_000)
  printNumbers('Redis without an append-only file', {
    'refused in production with exit code 2': some.length + 1,
    'warned of in development': services.length,
  })
  await expectAccountsBalance(line)
})
