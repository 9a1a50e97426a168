import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { startRedis } from '@stancewire/embedded-redis'
import { describe, expect, it } from 'vitest'
import { aFolder, runCommand } from '../test/command.ts'

const cacheDir = join(import.meta.dirname, '..', '..', '..', '.stancewire', 'redis-binary')

/** Takes connections and answers what is asked first; says nothing from the first command on that needs data. */
async function aStallingRedis() {
  let isSilent = false
  const facts = 'redis_version:7.0.15\r\naof_enabled:1\r\nmaxmemory:1\r\nmaxmemory_policy:noeviction\r\nrun_id:a\r\n'
  const answers: Readonly<Record<string, string>> = {
    ping: '+PONG\r\n',
    info: `$${facts.length}\r\n${facts}\r\n`,
    client: '+OK\r\n',
  }
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      for (const [, command = ''] of String(chunk).matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/g)) {
        const answer = answers[command.toLowerCase()]
        isSilent ||= answer === undefined
        if (!isSilent) socket.write(answer ?? '')
      }
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `redis://127.0.0.1:${port}`, [Symbol.asyncDispose]: async () => void server.close() }
}

describe.concurrent('a Redis that takes connections and does not answer', { timeout: 60_000 }, () => {
  it.each(['queues', 'doctor', 'events --follow', 'failed ls'])('in the middle is told by %s', async (command) => {
    await using folder = await aFolder()
    await using redis = await aStallingRedis()
    const { code, err } = await runCommand(command.split(' '), { env: { REDIS_URL: redis.url }, cwd: folder.path })
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(`Redis at ${redis.url}: no answer`) })
  })

  it('is told where another command has started it, with what to do', async () => {
    await using folder = await aFolder()
    await using redis = await startRedis({ dir: join(folder.path, 'redis'), cacheDir })
    process.kill(redis.pid, 'SIGSTOP')
    try {
      const { code, err } = await runCommand(['queues'], { env: { STANCEWIRE_DATA: folder.path }, cwd: folder.path })
      expect({ code, err }).toEqual({
        code: 2,
        err: expect.stringContaining(
          `Redis at ${redis.url} (process ${redis.pid}) takes connections and does not answer`,
        ),
      })
      expect(err).toContain(`end process ${process.pid}`)
    } finally {
      process.kill(redis.pid, 'SIGCONT')
    }
  })
})
