import { onParentGone } from './processes.ts'

/**
 * Global set-up of every kind of test: if whoever started this run is killed, the run ends too, with the processes that
 * run the tests.
 */
export function setup(): void {
  onParentGone(() => {
    process.once('exit', endOwnGroup)
    process.exit(1)
  })
}

function endOwnGroup(): void {
  try {
    process.kill(-process.pid, 'SIGKILL')
  } catch {
    // Started by hand, this process leads no group; its children notice by themselves.
  }
}
