import { spawn } from 'node:child_process'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../test/owner-process.ts'
import { RedisInUseError } from './errors.ts'
import { claimFolder } from './folder-claim.ts'
import { knownProcess } from './known-process.ts'

const gone = { pid: process.pid, startMark: 'an earlier start' }

it('is held once and free after its release', async () => {
  await using folder = await temporaryFolder()
  const claim = await claimFolder(folder.path)
  await expect(claimFolder(folder.path)).rejects.toThrow(RedisInUseError)
  await claim.release()
  await (await claimFolder(folder.path)).release()
  expect(await readdir(folder.path)).toEqual([])
})

it('ends the Redis that a dead owner left on record', async () => {
  await using folder = await temporaryFolder()
  const leftover = await knownProcess(spawn('/bin/sleep', ['30']).pid ?? 0)
  await writeFile(join(folder.path, 'redis.lock'), JSON.stringify({ owner: gone, redis: leftover }))
  await claimFolder(folder.path)
  expect(await knownProcess(leftover?.pid ?? 0)).toBeNull()
})

it('spares a process that merely has the number of a dead one', async () => {
  await using folder = await temporaryFolder()
  const stranger = spawn('/bin/sleep', ['30'])
  const redis = { pid: stranger.pid, startMark: 'an earlier start' }
  await writeFile(join(folder.path, 'redis.lock'), JSON.stringify({ owner: gone, redis }))
  await claimFolder(folder.path)
  expect(await knownProcess(stranger.pid ?? 0)).not.toBeNull()
  stranger.kill()
})

it.each(['', '{"owner":', '{"owner":{}}', 'null'])('takes over a claim that cannot be read: %j', async (text) => {
  await using folder = await temporaryFolder()
  await writeFile(join(folder.path, 'redis.lock'), text)
  await expect(claimFolder(folder.path)).resolves.toBeDefined()
})
