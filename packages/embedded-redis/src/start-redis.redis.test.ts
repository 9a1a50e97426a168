import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder, testCacheDir } from '../test/owner-process.ts'
import { askRedis } from './ask-redis.ts'
import { thisMachine } from './config.ts'
import { RedisInUseError, RedisStartError } from './errors.ts'
import { findRedis } from './find-redis.ts'
import { launchRedis } from './launch-redis.ts'
import { obtainRedis } from './obtain-redis.ts'
import { startRedis } from './start-redis.ts'

const cacheDir = testCacheDir

async function ask(url: string, ...command: string[]): Promise<string | undefined> {
  return (await askRedis(url, command, 2_000))?.text
}

it('keeps what was written over a stop and a start', async () => {
  await using folder = await temporaryFolder()
  const dir = join(folder.path, 'a folder with spaces')
  const first = await startRedis({ dir, cacheDir })
  expect(await ask(first.url, 'SET', 'headline', 'Rain tax')).toBe('OK')
  await first.stop()
  await using second = await startRedis({ dir, cacheDir })
  expect(await ask(second.url, 'GET', 'headline')).toBe('Rain tax')
})

it('forgets at the stop when it is not persistent', async () => {
  await using folder = await temporaryFolder()
  const first = await startRedis({ dir: folder.path, cacheDir, persistent: false })
  await ask(first.url, 'SET', 'headline', 'Rain tax')
  await first.stop()
  await using second = await startRedis({ dir: folder.path, cacheDir, persistent: false })
  expect(await ask(second.url, 'GET', 'headline')).toBe('')
})

it('never evicts, is bounded and listens on this machine only', async () => {
  await using folder = await temporaryFolder()
  await using redis = await startRedis({ dir: folder.path, cacheDir, maxMemoryMb: 64 })
  expect(await ask(redis.url, 'INFO', 'memory')).toMatch(/maxmemory:67108864\r\n[\s\S]*maxmemory_policy:noeviction/)
  expect(await ask(redis.url, 'INFO', 'persistence')).toContain('aof_enabled:1')
  expect(new URL(redis.url).hostname).toBe('127.0.0.1')
})

it('is found by its folder while it runs, and only then', async () => {
  await using folder = await temporaryFolder()
  expect(await findRedis(folder.path)).toBeNull()
  const redis = await startRedis({ dir: folder.path, cacheDir })
  expect(await findRedis(folder.path)).toEqual({ url: redis.url })
  const address = await readFile(join(folder.path, 'redis.json'), 'utf8')
  await redis.stop()
  expect(await findRedis(folder.path)).toBeNull()
  await writeFile(join(folder.path, 'redis.json'), address)
  expect(await findRedis(folder.path)).toBeNull()
  await writeFile(join(folder.path, 'redis.json'), '{"url":')
  expect(await findRedis(folder.path)).toBeNull()
})

it('does not take another Redis on a remembered port for its own', async () => {
  await using folder = await temporaryFolder()
  await using redis = await startRedis({ dir: join(folder.path, 'one'), cacheDir })
  await using other = await startRedis({ dir: join(folder.path, 'two'), cacheDir })
  const stale = { url: other.url, pid: redis.pid, startedAt: '2026-01-01T00:00:00.000Z', ownerPid: process.pid }
  await writeFile(join(folder.path, 'one', 'redis.json'), JSON.stringify(stale))
  expect(await findRedis(join(folder.path, 'one'))).toBeNull()
})

it('refuses a second start in the same folder and may be stopped twice', async () => {
  await using folder = await temporaryFolder()
  const redis = await startRedis({ dir: folder.path, cacheDir })
  await expect(startRedis({ dir: folder.path, cacheDir })).rejects.toThrow(RedisInUseError)
  await Promise.all([redis.stop(), redis.stop()])
  await redis.stop()
  expect(await redis.gone).toContain('exit code 0')
})

it('lets only one of two starts at the same moment have the folder', async () => {
  await using folder = await temporaryFolder()
  const starts = await Promise.allSettled([1, 2, 3].map(() => startRedis({ dir: folder.path, cacheDir })))
  const winners = starts.filter((start) => start.status === 'fulfilled')
  expect(winners).toHaveLength(1)
  await winners[0]?.value.stop()
})

it('says so when its Redis is lost', async () => {
  await using folder = await temporaryFolder()
  await using redis = await startRedis({ dir: folder.path, cacheDir })
  process.kill(redis.pid, 'SIGKILL')
  expect(await redis.gone).toContain('SIGKILL')
})

it('moves to another port when its own is taken, even by another Redis', async () => {
  await using folder = await temporaryFolder()
  const machine = thisMachine()
  const binary = await obtainRedis({ cacheDir, machine, say: () => {} })
  await using other = await startRedis({ dir: join(folder.path, 'other'), cacheDir })
  const deaf = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => deaf.once('listening', resolve))
  const address = deaf.address()
  const deafPort = address !== null && typeof address === 'object' ? address.port : 0
  const ports = [Number(new URL(other.url).port), deafPort, 0]
  const choosePort = async () => ports.shift() || freshPort()
  const redis = await launchRedis({ binary, dir: folder.path, maxMemoryMb: 64, persistent: false, machine, choosePort })
  expect(ports).toHaveLength(0)
  expect(redis.url).not.toBe(other.url)
  expect(await ask(redis.url, 'PING')).toBe('PONG')
  await redis.stop()
  deaf.close()
})

async function freshPort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => probe.once('listening', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return address !== null && typeof address === 'object' ? address.port : 0
}

it('tells the last words of a Redis that does not come up', async () => {
  await using folder = await temporaryFolder()
  const first = await startRedis({ dir: folder.path, cacheDir })
  await first.stop()
  await writeFile(join(folder.path, 'appendonlydir', 'appendonly.aof.manifest'), 'not a manifest\n')
  const broken = startRedis({ dir: folder.path, cacheDir })
  await expect(broken).rejects.toThrow(RedisStartError)
  await expect(broken).rejects.toThrow(/manifest/i)
  await expect(startRedis({ dir: folder.path, cacheDir })).rejects.toThrow(RedisStartError)
})
