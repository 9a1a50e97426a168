/**
 * Stands between an owner and its Redis, in a process group of its own. The owner holds the other end of standard
 * input; when that closes, for whatever reason, Redis is ended. A Ctrl-C at the terminal does not reach it: the owner
 * may still need Redis while it finishes.
 */
import { spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import type { GuardOrders, GuardReport } from './guard-orders.ts'

const killAfterMs = 5_000
const orders: GuardOrders = JSON.parse(process.argv[2] ?? '{}')
const log = openSync(orders.logFile, 'w')
const redis = spawn(orders.file, orders.args, { env: orders.env, stdio: ['ignore', log, log] })

function report(what: GuardReport): void {
  process.stdout.write(`${JSON.stringify(what)}\n`)
}

let isEnding = false

function end(): void {
  if (isEnding) return
  isEnding = true
  redis.kill('SIGTERM')
  setTimeout(() => redis.kill('SIGKILL'), killAfterMs)
}

redis.on('spawn', () => report({ pid: redis.pid ?? 0 }))
redis.on('error', (error) => {
  report({ failure: error.message })
  process.exit(1)
})
redis.on('exit', (code, signal) => {
  report({ failure: `Redis ended with ${signal ?? `exit code ${code}`}` })
  process.exit(code === 0 ? 0 : 1)
})

// The owner may be gone when the last report is made.
process.stdout.on('error', () => {})
process.stdin
  .on('error', () => {})
  .once('end', end)
  .once('close', end)
process.stdin.resume()
process.on('SIGINT', () => {})
process.on('SIGHUP', () => {})
process.on('SIGTERM', end)
