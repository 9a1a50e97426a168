import type { Worker } from 'node:worker_threads'

const everyMs = 100

/**
 * Ends threads whose heap has grown beyond so much, with an error that says so. V8's own limit comes after: where a single
 * allocation would exceed that one, as when a long list grows, V8 ends the whole process.
 */
export function watchHeaps(threads: () => readonly Worker[], heapMb: number): Disposable {
  const asked = new WeakSet<Worker>()
  const look = async (thread: Worker) => {
    // A thread without work answers when it has some.
    if (asked.has(thread)) return
    asked.add(thread)
    try {
      const { used_heap_size: used } = await thread.getHeapStatistics()
      const isOver = used > heapMb * 1_048_576 && threads().includes(thread)
      if (isOver) thread.emit('error', new Error(`its heap grew beyond ${heapMb} MB`))
    } catch {
      // One that is starting or ending does not answer.
    } finally {
      asked.delete(thread)
    }
  }
  const timer = setInterval(() => {
    for (const thread of threads()) void look(thread)
  }, everyMs)
  timer.unref()
  return { [Symbol.dispose]: () => clearInterval(timer) }
}
