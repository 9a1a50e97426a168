import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { endsWithin, startOwner, temporaryFolder, testCacheDir } from '../test/owner-process.ts'
import { thisMachine } from './config.ts'
import { RedisInUseError } from './errors.ts'
import { isRunning } from './known-process.ts'
import { findProgram } from './run-program.ts'
import { startRedis } from './start-redis.ts'

it('leaves neither Redis nor guard behind when the owner is killed', async () => {
  await using folder = await temporaryFolder()
  const owner = await startOwner(folder.path)
  owner.child.kill('SIGKILL')
  expect(await endsWithin(owner.redis, 8_000)).toBe(true)
  expect(await endsWithin(owner.guard, 2_000)).toBe(true)
})

it('lets an owner end that never stopped its Redis, and ends the Redis with it', async () => {
  await using folder = await temporaryFolder()
  const owner = await startOwner(folder.path, 'at once')
  await once(owner.child, 'exit')
  expect(owner.child.exitCode).toBe(0)
  expect(await endsWithin(owner.redis, 8_000)).toBe(true)
  expect(await endsWithin(owner.guard, 2_000)).toBe(true)
})

it('keeps Redis up through a Ctrl-C, since the owner may still need it', async () => {
  await using folder = await temporaryFolder()
  const owner = await startOwner(folder.path)
  process.kill(owner.guard.pid, 'SIGINT')
  await sleep(300)
  expect(await isRunning(owner.redis)).toBe(true)
  owner.child.kill('SIGKILL')
  expect(await endsWithin(owner.guard, 8_000)).toBe(true)
})

it('ends Redis even when the guard itself is killed', async ({ skip }) => {
  skip((await findProgram('setpriv', thisMachine().searchPath)) === null, 'needs setpriv, which only Linux has')
  await using folder = await temporaryFolder()
  const owner = await startOwner(folder.path)
  process.kill(owner.guard.pid, 'SIGKILL')
  expect(await endsWithin(owner.redis, 5_000)).toBe(true)
  owner.child.kill('SIGKILL')
})

it('takes a folder over from an owner that was killed a moment ago', async () => {
  await using folder = await temporaryFolder()
  const owner = await startOwner(folder.path)
  owner.child.kill('SIGKILL')
  await once(owner.child, 'exit')
  await using mine = await startRedis({ dir: folder.path, cacheDir: testCacheDir })
  expect(await isRunning(owner.redis)).toBe(false)
  expect(mine.pid).not.toBe(owner.redis.pid)
})

it('leaves a living owner its folder', async () => {
  await using folder = await temporaryFolder()
  const owner = await startOwner(folder.path)
  const second = startRedis({ dir: folder.path, cacheDir: testCacheDir })
  await expect(second).rejects.toThrow(RedisInUseError)
  await expect(second).rejects.toThrow(`process ${owner.child.pid}`)
  expect(await isRunning(owner.redis)).toBe(true)
  owner.child.kill('SIGKILL')
  expect(await endsWithin(owner.guard, 8_000)).toBe(true)
})
