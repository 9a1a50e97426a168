/** Loaded before a service, in each of its threads: tells now and again how much memory is in use once what is not is cleared away. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'

const folder = process.env.STANCEWIRE_SOAK_MEMORY ?? ''
const everyMs = 10_000

setInterval(() => {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  void writeFile(join(folder, `${process.pid}-${threadId}`), String(heapUsed + external))
}, everyMs).unref()
