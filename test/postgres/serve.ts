import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findPostgres } from './find-postgres.ts'

/**
 * A PostgreSQL of a test run's own: tells its parent where it serves, and ends when the parent's channel closes, however the parent went.
 * Nothing of it survives, so it is told not to wait for the disk.
 */

const run = promisify(execFile)
const unlike = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'autovacuum=off', 'max_connections=60']

const bin = await findPostgres((line) => process.stderr.write(`${line}\n`))
const dir = await mkdtemp(join(tmpdir(), 'stancewire-test-postgres-'))
const as = await ordinaryUser()
if (as) await chown(dir, as.uid, as.gid)
const data = join(dir, 'data')
await run(
  join(bin, 'initdb'),
  ['-D', data, '-U', 'stancewire', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '-N'],
  {
    ...as,
    cwd: dir,
  },
)
const port = await freePort()
const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', ...unlike]
const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
  ...as,
  cwd: dir,
  stdio: ['ignore', 'ignore', 'pipe'],
})
let said = ''
server.stderr.setEncoding('utf8').on('data', (text: string) => {
  said = (said + text).slice(-4_000)
  if (text.includes('database system is ready'))
    process.send?.({ url: `postgres://stancewire@127.0.0.1:${port}/postgres` })
})
server.once('exit', (code) => {
  if (process.connected) process.stderr.write(`PostgreSQL ended with ${code}:\n${said}\n`)
  void end()
})
process.once('disconnect', () => void end())
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end())

async function end(): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    // At once, without a last checkpoint.
    server.kill('SIGQUIT')
    await once(server, 'exit')
  }
  await rm(dir, { recursive: true, force: true, maxRetries: 5 })
  process.exit(0)
}

/** PostgreSQL refuses root. */
async function ordinaryUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const id = async (flag: string) => Number((await run('id', [flag, 'nobody'])).stdout)
  return { uid: await id('-u'), gid: await id('-g') }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await once(probe.listen(0, '127.0.0.1'), 'listening')
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
