import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { RedisStartError } from './errors.ts'
import type { GuardOrders, GuardReport } from './guard-orders.ts'
import { endProcess, type KnownProcess, knownProcess } from './known-process.ts'

/** A Redis process that ends with this one. */
export interface GuardedRedis {
  redis: KnownProcess
  /** Resolves with the reason once Redis is gone, wanted or not. */
  gone: Promise<string>
  stop(): Promise<void>
}

type Guard = ChildProcessByStdio<Writable, Readable, null>

const stopPatienceMs = 8_000

/** Starts Redis under its guard; it runs when this resolves, but need not answer yet. */
export async function startGuarded(orders: GuardOrders): Promise<GuardedRedis> {
  const guard = spawn(process.execPath, [join(import.meta.dirname, 'guard.ts'), JSON.stringify(orders)], {
    detached: true,
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  guard.stdin.on('error', () => {})
  const { started, gone } = listenTo(guard)
  const pid = await Promise.race([started, gone.then(() => null)])
  if (pid === null) throw new RedisStartError(`Redis did not start: ${await gone}`)
  letGo(guard)
  const redis = (await knownProcess(pid)) ?? { pid, startMark: 'ended at once' }
  const stop = async () => {
    guard.ref()
    guard.stdin.end()
    const patience = setTimeout(() => guard.kill('SIGKILL'), stopPatienceMs)
    await gone
    clearTimeout(patience)
    await endProcess(redis, 0)
  }
  return { redis, gone, stop }
}

function listenTo(guard: Guard): { started: Promise<number>; gone: Promise<string> } {
  const started = Promise.withResolvers<number>()
  const gone = Promise.withResolvers<string>()
  let reason = 'its guard was killed'
  createInterface({ input: guard.stdout }).on('line', (line) => {
    const report: GuardReport = JSON.parse(line)
    if ('failure' in report) reason = report.failure
    else started.resolve(report.pid)
  })
  guard.on('error', (error) => gone.resolve(error.message))
  guard.on('close', () => gone.resolve(reason))
  return { started: started.promise, gone: gone.promise }
}

/** Neither the guard nor its pipes keep the owner alive: an owner that simply ends takes its Redis along. */
function letGo(guard: Guard): void {
  guard.unref()
  for (const pipe of [guard.stdin, guard.stdout]) if (pipe instanceof Socket) pipe.unref()
}
