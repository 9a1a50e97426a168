import { randomBytes } from 'node:crypto'
import { openLog, openRedis } from '@stancewire/runtime'
import { openPauses } from '@stancewire/storage'
import { expect, inject, it } from 'vitest'
import { openLineConnection } from './line-connection.ts'

const log = openLog('test', 'silent')

it('runs a script for the first time in the same moment as other commands', async () => {
  const prefix = `{t-${randomBytes(6).toString('hex')}}`
  await using waiting = openRedis(inject('redisUrl'), log)
  await using line = await openLineConnection(waiting, log)
  const pauses = openPauses(line.redis, { prefix })
  const [, made] = await Promise.all([
    line.redis.get(`${prefix}:nothing`),
    pauses.pause({ kind: 'host', name: 'example.org', by: 'desk', reason: 'too slow' }),
  ])
  expect(made).toMatchObject({ is: 'paused' })
  await waiting.unlink(`${prefix}:pauses`)
})
