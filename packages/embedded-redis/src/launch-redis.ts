import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { answeringPid, askRedis } from './ask-redis.ts'
import type { Machine } from './config.ts'
import { RedisStartError } from './errors.ts'
import type { GuardOrders } from './guard-orders.ts'
import { type GuardedRedis, startGuarded } from './guarded-redis.ts'
import type { KnownProcess } from './known-process.ts'
import type { RedisBinary } from './redis-binary.ts'
import { findProgram, runProgram } from './run-program.ts'

interface LaunchOptions {
  binary: RedisBinary
  dir: string
  maxMemoryMb: number
  persistent: boolean
  machine: Machine
  /** Is told of the process as soon as there is one, long before it serves. */
  onSpawn?: (redis: KnownProcess) => Promise<void>
  choosePort?: () => Promise<number>
}

/** A Redis that serves at its address. */
export interface RunningRedis extends GuardedRedis {
  url: string
}

const attempts = 5
const silenceLimitMs = 20_000
const loadingLimitMs = 600_000

/** Starts Redis on a free port of 127.0.0.1 and waits until it serves; if the port is taken meanwhile, on another. */
export async function launchRedis(options: LaunchOptions): Promise<RunningRedis> {
  const choosePort = options.choosePort ?? freePort
  const logFile = join(options.dir, 'redis.log')
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort()
    const url = `redis://127.0.0.1:${port}`
    const guarded = await startGuarded(await ordersFor(options, port, logFile))
    await options.onSpawn?.(guarded.redis)
    if (await serves(guarded, url)) return { ...guarded, url }
    await guarded.stop()
    const log = await readFile(logFile, 'utf8').catch(() => '')
    if (attempt < attempts && /address already in use/i.test(log)) continue
    throw new RedisStartError(
      `Redis did not start: ${await guarded.gone}\n${log.trim().split('\n').slice(-8).join('\n')}`,
    )
  }
}

async function ordersFor(options: LaunchOptions, port: number, logFile: string): Promise<GuardOrders> {
  const { binary, machine } = options
  const settings = {
    bind: '127.0.0.1',
    port: String(port),
    dir: options.dir,
    save: '',
    appendonly: options.persistent ? 'yes' : 'no',
    appendfsync: 'everysec',
    maxmemory: `${options.maxMemoryMb}mb`,
    'maxmemory-policy': 'noeviction',
  }
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])
  const env = binary.libraryPath === undefined ? {} : { LD_LIBRARY_PATH: binary.libraryPath }
  const setpriv = await workingSetpriv(machine)
  if (setpriv === null) return { file: binary.file, args, env, logFile }
  return { file: setpriv, args: ['--pdeathsig', 'TERM', binary.file, ...args], env, logFile }
}

/** With it Redis ends even if its guard is killed: the kernel sends the signal. Not every system's setpriv can. */
async function workingSetpriv(machine: Machine): Promise<string | null> {
  const setpriv = await findProgram('setpriv', machine.searchPath)
  if (setpriv === null) return null
  const trial = await runProgram(setpriv, ['--pdeathsig', 'TERM', '/bin/sh', '-c', ':'], { env: {}, timeoutMs: 5_000 })
  return trial.succeeded ? setpriv : null
}

/** Waits for the answer of exactly this process: on a port taken meanwhile, another Redis would answer too. */
async function serves(guarded: GuardedRedis, url: string): Promise<boolean> {
  const ended = guarded.gone.then(() => true)
  const startedAt = Date.now()
  let waitMs = silenceLimitMs
  while (Date.now() - startedAt < waitMs) {
    const reply = await askRedis(url, ['PING'], 1_000)
    if (reply?.text === 'PONG' && (await answeringPid(url)) === guarded.redis.pid) return true
    if (reply?.text.startsWith('LOADING')) waitMs = loadingLimitMs
    if (await Promise.race([ended, sleep(20, false)])) return false
  }
  return false
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('the system gave no port')
  return address.port
}
