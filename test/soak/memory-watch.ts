import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { readMemory } from '../faults/memory.ts'
import type { Point } from './slope.ts'

const mebibyte = 1_048_576
const everyMs = 10_000
const preload = join(import.meta.dirname, 'live-memory-preload.ts')

/** The memory of processes that are never ended, and of Redis, over time. */
export type MemoryWatch = AsyncDisposable & {
  /** Options for `line.start` of a process that is to be watched. */
  readonly forService: { readonly nodeArgs: readonly string[]; readonly env: Record<string, string> }
  /** Memory in use by process, after clearing away: MB over hours. */
  readonly live: ReadonlyMap<string, readonly Point[]>
  /** Memory as the system counts it: MB over hours. */
  readonly resident: ReadonlyMap<string, readonly Point[]>
  /** Memory of Redis: bytes over runs that have ended. */
  readonly redis: readonly Point[]
}

type Watched = {
  readonly redisUrl: string
  readonly pids: () => ReadonlyMap<string, number>
  readonly isRedisRunning: () => boolean
  readonly ended: () => Promise<number>
}

/** Watches until disposed. */
export async function watchMemory({ redisUrl, pids, isRedisRunning, ended }: Watched): Promise<MemoryWatch> {
  const folder = await mkdtemp(join(tmpdir(), 'stancewire-soak-'))
  const live = new Map<string, Point[]>()
  const resident = new Map<string, Point[]>()
  const redis: Point[] = []
  const stopping = new AbortController()
  const beganAtMs = performance.now()

  const look = async () => {
    const x = (performance.now() - beganAtMs) / 3_600_000
    const now = pids()
    const sizes = await residentSizes([...now.values()])
    const told = await readdir(folder)
    for (const [name, pid] of now) {
      const ofPid = told.filter((file) => file.startsWith(`${pid}-`))
      const heaps = await Promise.all(ofPid.map(async (file) => Number(await readFile(join(folder, file), 'utf8'))))
      if (heaps.length > 0) add(live, name, { x, y: heaps.reduce((sum, heap) => sum + heap, 0) / mebibyte })
      const size = sizes.get(pid)
      if (size !== undefined) add(resident, name, { x, y: size / mebibyte })
    }
    if (isRedisRunning()) redis.push({ x: await ended(), y: (await readMemory(redisUrl)).used })
  }
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      await look().catch(() => {})
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  })()
  return {
    forService: {
      nodeArgs: ['--expose-gc', '--import', preload],
      // A thread that rests blocked between its tasks tells nothing.
      env: { STANCEWIRE_SOAK_MEMORY: folder, PISCINA_DISABLE_ATOMICS: '1' },
    },
    live,
    resident,
    redis,
    async [Symbol.asyncDispose]() {
      stopping.abort()
      // A look may hang where Redis went away under it.
      await Promise.race([watching, sleep(2_000, undefined, { ref: false })])
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function add(all: Map<string, Point[]>, name: string, point: Point): void {
  all.set(name, [...(all.get(name) ?? []), point])
}

/** Bytes by process id. */
async function residentSizes(pids: readonly number[]): Promise<Map<number, number>> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'pid=,rss=', '-p', pids.join(',')]).catch(() => ({
    stdout: '',
  }))
  const rows = stdout
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number))
  return new Map(rows.map(([pid = 0, kibibytes = 0]) => [pid, kibibytes * 1_024]))
}
