import { clearLine, cursorTo } from 'node:readline'
import type { WriteStream } from 'node:tty'

/** A count of long work. */
export type Progress = { step(): void; done(): void }

const showEveryMs = 100
// What is over sooner needs no progress.
const silentMs = 500

/** Shows on standard error how far long work is, where a terminal is attached; silent where none is. */
export function openProgress(what: string, total?: number, terminal: WriteStream = process.stderr): Progress {
  if (!terminal.isTTY) return { step: () => {}, done: () => {} }
  let count = 0
  let isShown = false
  let showAtMs = performance.now() + silentMs
  const wipe = () => {
    if (!isShown) return
    clearLine(terminal, 0)
    cursorTo(terminal, 0)
  }
  return {
    step() {
      count++
      if (performance.now() < showAtMs) return
      showAtMs = performance.now() + showEveryMs
      wipe()
      terminal.write(total === undefined ? `${what}: ${count}` : `${what}: ${count} of ${total}`)
      isShown = true
    },
    done: wipe,
  }
}
