import { rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A clock that services can be given: `line.start('fetcher', clock.forService)`. It goes right until it jumps. */
export type TestClock = AsyncDisposable & {
  /** Options for `line.start`, `line.startAll` and `line.keep`. */
  readonly forService: { readonly nodeArgs: readonly string[]; readonly env: Record<string, string> }
  /** From now on the clock is off by so much, as against the true time; negative: it runs behind. Holds when this resolves. */
  jumpTo(offsetMs: number): Promise<void>
}

const preload = join(import.meta.dirname, 'clock-preload.ts')
// Twice what a service may take to notice.
const noticedAfterMs = 40

/** Makes a clock. `Date.now()` and `new Date()` follow it, timers do not: so does a machine whose clock is set. */
export async function openClock({ timeZone }: { timeZone?: string } = {}): Promise<TestClock> {
  const file = join(tmpdir(), `stancewire-clock-${process.pid}-${performance.now()}`)
  const write = async (offsetMs: number) => {
    await writeFile(`${file}.new`, String(offsetMs))
    await rename(`${file}.new`, file)
  }
  await write(0)
  return {
    forService: {
      nodeArgs: ['--import', preload],
      env: { STANCEWIRE_TEST_CLOCK: file, ...(timeZone === undefined ? {} : { TZ: timeZone }) },
    },
    async jumpTo(offsetMs) {
      await write(offsetMs)
      await sleep(noticedAfterMs)
    },
    [Symbol.asyncDispose]: () => rm(file, { force: true }),
  }
}
