/** Loaded before a service: says on standard error, at the end, how late its main thread's timers were. */
import { writeSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

const everyMs = 10

if (isMainThread) {
  const delays = monitorEventLoopDelay({ resolution: everyMs })
  delays.enable()
  // What it takes to start is no delay of work.
  setTimeout(() => delays.reset(), 3_000).unref()
  process.once('exit', () => {
    const [p99, most] = [delays.percentile(99), delays.max].map((ns) => Math.round(ns / 1e6) - everyMs)
    writeSync(2, `main loop lag: p99 ${p99} ms, max ${most} ms of ${delays.count}\n`)
  })
}
