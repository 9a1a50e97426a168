import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import { watchHeaps } from './heap-watch.ts'
import type { Answer, ThreadStart } from './in-thread.ts'

/** What a thread file exports as `makeWork`: called once in each thread, it gives the work. */
export type MakeWork = (given: never) => (task: never) => unknown

/** Threads that do one kind of work. */
export type Threads<Make extends MakeWork> = AsyncDisposable & {
  /** How many there are: so many tasks are worked on at a time. One that waits for a thread uses up the time of its signal. */
  readonly count: number
  /**
   * Has a task done by a thread that is free, or the next one that will be. Task and result are copied. Rejects with what the
   * work throws (name, message and stack; not its class), with {@link ThreadDiedError}, or with the reason of the signal, which
   * ends the thread at work.
   */
  run(task: Parameters<ReturnType<Make>>[0], signal: AbortSignal): Promise<ReturnType<ReturnType<Make>>>
}

type ThreadOptions<Make extends MakeWork> = {
  /** As many as the machine has cores are started, but no more than this. */
  readonly atMost: number
  /** What is made of it is copied to each thread. */
  readonly given: Parameters<Make>[0]
  /** A thread dies soon after its heap has grown beyond this, garbage included. */
  readonly heapMb?: number
}

/** The thread that worked on a task died of it: out of memory, `process.exit`, or an error that nobody caught. */
export class ThreadDiedError extends Error {
  // Not a field: a stack begins with the name that its error has while it is made, and queues keep no other name.
  static {
    ThreadDiedError.prototype.name = 'ThreadDiedError'
  }
}

// A parser's thread takes 90 for itself. V8 leaves garbage lie while there is room: over pages of 5 MB, made to cost much, up to 640 were used.
const usualHeapMb = 768
// Even on one core, a task that blocks its thread must not stand in the way of all others.
const leastThreads = 2

/**
 * Starts threads that do what `makeWork` of this file makes, one task at a time each; rejects if they do not start. A thread that
 * dies, or is ended by a signal, is replaced, and costs the task it worked on alone. Disposing ends all of them at once.
 */
export async function openThreads<Make extends MakeWork>(
  file: URL,
  { atMost, given, heapMb = usualHeapMb }: ThreadOptions<Make>,
): Promise<Threads<Make>> {
  const count = Math.min(atMost, Math.max(leastThreads, availableParallelism()))
  const pool = openPool({ file: file.href, given }, count, heapMb)
  const closing = new AbortController()
  endWithout(pool, count, closing.signal)
  const heaps = watchHeaps(() => pool.threads, heapMb)
  const close = async () => {
    heaps[Symbol.dispose]()
    closing.abort(new Error('its threads were closed'))
    // A thread given up just before ends just after, and would be replaced.
    pool.options.minThreads = 0
    await pool.destroy()
  }
  try {
    await Promise.all(Array.from({ length: count }, () => pool.run(undefined, { name: 'hasStarted' })))
  } catch (error) {
    await close()
    throw new Error(`no thread starts with ${file.href}`, { cause: error })
  }
  return {
    count,
    async run(task, signal) {
      closing.signal.throwIfAborted()
      signal.throwIfAborted()
      const answer: Answer = await pool.run(task, { signal }).catch((error: Error) => {
        signal.throwIfAborted()
        closing.signal.throwIfAborted()
        throw whyNoAnswer(error)
      })
      if ('thrown' in answer) throw Object.assign(new Error(answer.thrown.message), answer.thrown)
      return answer.result as ReturnType<ReturnType<Make>>
    },
    [Symbol.asyncDispose]: close,
  }
}

function openPool(start: ThreadStart, count: number, heapMb: number): Piscina {
  return new Piscina({
    filename: fileURLToPath(new URL('./in-thread.ts', import.meta.url)),
    name: 'answer',
    workerData: start,
    // The pool refills to its least number only: with fewer, what waits would wait for a thread that nobody starts.
    minThreads: count,
    maxThreads: count,
    // Room to be seen in, before V8 ends the thread, or the process.
    resourceLimits: { maxOldGenerationSizeMb: heapMb * 2 },
    recordTiming: false,
  })
}

/**
 * Ends the process when a thread that died cannot be replaced. The pool tries that once, and tasks would wait for a thread until
 * each has failed: they belong to a process that has threads.
 */
function endWithout(pool: Piscina, count: number, closed: AbortSignal): void {
  let died: Error | undefined
  // Told of deaths that cost no task. Without a listener they would end the process, although most are made good at once.
  pool.on('error', (error: Error) => {
    died = error
  })
  pool.on('workerDestroy', () => {
    setImmediate(() => {
      if (closed.aborted || pool.threads.length >= count) return
      throw new Error('no thread starts any more', { cause: died })
    })
  })
}

/** The work's own errors are answers: what rejects is a task that cannot be copied, or the end of its thread. */
function whyNoAnswer(error: Error): Error {
  if (error.name === 'DataCloneError') return error
  return new ThreadDiedError(`its thread died: ${error.message}`, { cause: error })
}
