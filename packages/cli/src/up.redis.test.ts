import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { env } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { aFolder, tramTopic } from '../test/command.ts'

const bin = join(import.meta.dirname, '..', 'bin', 'stancewire.mjs')
const cacheDir = join(import.meta.dirname, '..', '..', '..', '.stancewire', 'redis-binary')
const startsWithinMs = 30_000
const goneWithinMs = 20_000

/** `up` with a private Redis, started through npx' chain: a process called npm here, a shell, and the command. */
async function startUp(names: readonly string[] = []) {
  const folder = await aFolder({
    'topic.yaml': tramTopic,
    'stancewire.yaml':
      'topics: [topic.yaml]\nmonitor: { port: 0 }\napi: { port: 0 }\nlimits: { shutdownGraceMs: 500 }\n',
  })
  // A server that must be fetched is fetched once.
  await mkdir(cacheDir, { recursive: true })
  await mkdir(join(folder.path, '.stancewire'))
  await symlink(cacheDir, join(folder.path, '.stancewire', 'redis-binary'))
  const script = `
    const { spawn } = require('node:child_process')
    const line = '"$NODE" "$BIN" up ${names.join(' ')} ; exit $?'
    const shell = spawn('sh', ['-c', line], { stdio: 'inherit' })
    shell.on('exit', (code) => process.exit(code))
    setInterval(() => {}, 1000)`
  const clean = Object.entries(env).filter(([name]) => !/^(?:STANCEWIRE_|REDIS_URL$|npm_)/.test(name))
  const top = spawn(process.execPath, ['-e', script], {
    cwd: folder.path,
    env: { ...Object.fromEntries(clean), NODE: process.execPath, BIN: bin, npm_lifecycle_event: 'npx', NO_COLOR: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  top.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const until = async (what: RegExp) => {
    for (const end = performance.now() + startsWithinMs; !what.test(said); await sleep(20)) {
      if (performance.now() > end) throw new Error(`not said: ${what}\n${said}`)
    }
  }
  return {
    folder: folder.path,
    top,
    said: () => said,
    until,
    async [Symbol.asyncDispose]() {
      top.stderr.destroy()
      for (const pid of [...descendants(top.pid), top.pid]) end(pid)
      await folder[Symbol.asyncDispose]()
    },
  }
}

/** Every process below this one, the nearest first. */
function descendants(pid: number | undefined): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')
  const rows = table.map((row) => row.trim().split(/\s+/).map(Number))
  const below = (parent: number | undefined): number[] =>
    rows.filter(([, of]) => of === parent).flatMap(([child = 0]) => [child, ...below(child)])
  return below(pid)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // A zombie has ended, and only nobody has asked how.
    return process.platform !== 'linux' || !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

function end(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

/** Those of these processes that are still there after a while. */
async function left(pids: readonly number[]): Promise<number[]> {
  for (const over = performance.now() + goneWithinMs; pids.some(isAlive); await sleep(50)) {
    if (performance.now() > over) break
  }
  return pids.filter(isAlive)
}

describe('up', () => {
  it.each(['npm', 'up'])('leaves nothing running where %s is killed', async (which) => {
    await using line = await startUp()
    await line.until(/the line is up/)
    const below = descendants(line.top.pid)
    // A shell, `up`, six services, Redis and its guard.
    expect(below.length).toBeGreaterThanOrEqual(10)
    const [, up] = below
    end(which === 'npm' ? line.top.pid : up)
    expect(await left(below)).toEqual([])
  })

  it('leaves nothing running where it is killed while its services start', async () => {
    await using line = await startUp()
    await line.until(/private Redis at/)
    await sleep(50)
    const below = descendants(line.top.pid)
    end(below[1])
    expect(await left(below)).toEqual([])
  })

  it('starts its services anew, with another Redis, where its own is gone', async () => {
    await using line = await startUp(['parser'])
    await line.until(/the line is up/)
    const { pid } = JSON.parse(readFileSync(join(line.folder, '.stancewire', 'redis', 'redis.json'), 'utf8'))
    const [, up] = descendants(line.top.pid)
    end(pid)
    await line.until(/Redis is gone \(.*\): the services start again[\s\S]*the line is up/)
    if (up !== undefined) process.kill(up, 'SIGINT')
    expect(await new Promise((resolve) => line.top.once('exit', resolve))).toBe(0)
    expect(line.said()).toContain('stopping: jobs in hand finish first')
  })
})
