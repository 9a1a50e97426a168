import { workerData } from 'node:worker_threads'

/** What a thread is given when it starts: the file that makes its work, and what that work is made of. */
export type ThreadStart = { readonly file: string; readonly given: unknown }

/** How a thread answers. A copy of an error keeps neither its name nor its class, so what tells it apart travels beside it. */
export type Answer =
  | { readonly result: unknown }
  | { readonly thrown: { readonly name: string; readonly message: string; readonly stack: string } }

/** A file whose work is done in threads: its work is made once in each. */
type ThreadFile = { readonly makeWork: (given: unknown) => (task: unknown) => unknown }

/** Made before the thread counts as started, so that a file that cannot work is found out then. */
export const answer = openAnswer(workerData as ThreadStart)

/** Answers when this thread has started. */
export function hasStarted(): true {
  return true
}

async function openAnswer({ file, given }: ThreadStart): Promise<(task: unknown) => Promise<Answer>> {
  const { makeWork } = (await import(file)) as ThreadFile
  const work = makeWork(given)
  return async (task) => {
    try {
      return { result: await work(task) }
    } catch (thrown) {
      const { name, message, stack } = thrown instanceof Error ? thrown : new Error(String(thrown))
      return { thrown: { name, message, stack: stack ?? '' } }
    }
  }
}
