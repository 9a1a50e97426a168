import { type MakeWork, openThreads, type Threads } from '@stancewire/runtime'

/** A thread that starts with its first task, for it takes some 90 MB. Disposing ends it, and what it works on; it takes nothing after that. */
export type LateThread<Make extends MakeWork> = Pick<Threads<Make>, 'run'> & AsyncDisposable

/** Opens a {@link LateThread} for the work of this file, which is given nothing. */
export function openLateThread<Make extends (given: undefined) => (task: never) => unknown>(
  file: URL,
): LateThread<Make> {
  let opened: Promise<Threads<Make>> | undefined
  let isClosed = false
  const open = () =>
    openThreads<Make>(file, { atMost: 1, given: undefined }).catch((error: unknown) => {
      opened = undefined
      throw error
    })
  return {
    async run(task, signal) {
      if (isClosed) throw new Error('its thread was closed')
      opened ??= open()
      const threads = await opened
      return await threads.run(task, signal)
    },
    async [Symbol.asyncDispose]() {
      isClosed = true
      const threads = await opened?.catch(() => undefined)
      await threads?.[Symbol.asyncDispose]()
    },
  }
}
