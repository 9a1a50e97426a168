import { withoutSecrets } from '@stancewire/contracts'
import { type Logger, pino } from 'pino'

export type { Logger }

// A busy line says more than anybody reads, and a disk holds.
const linesPerSecondMax = 200

/** One JSON line per fact, on standard error: standard output belongs to results. At most 200 lines a second; a line says how many more there were. */
export function openLog(name: string, level: string): Logger {
  const bounded = boundedLines(linesPerSecondMax)
  return pino(
    {
      name,
      level,
      base: { name, pid: process.pid },
      serializers: { err: plainError },
      hooks: {
        // Whatever a line is about, and whichever error it quotes.
        streamWrite: withoutSecrets,
        logMethod(args, method, lineLevel) {
          const { isAllowed, swallowed } = bounded()
          if (swallowed > 0) this.warn({ swallowed }, 'log lines left out')
          if (isAllowed || lineLevel >= fatalLevel) method.apply(this, args)
        },
      },
    },
    pino.destination({ dest: 2, sync: false }),
  )
}

type ReplyError = { readonly command?: { readonly name?: unknown }; readonly previousErrors?: readonly Error[] }

/** Redis' client puts the whole command beside the error: a refused AUTH is told without its password, and others without their articles. */
function plainError(error: Error & ReplyError): object {
  const { command, previousErrors, ...plain } = pino.stdSerializers.err(error) as ReplyError & object
  return {
    ...plain,
    ...(command ? { command: command.name } : {}),
    ...(previousErrors ? { previousErrors: previousErrors.map(({ message }) => message) } : {}),
  }
}

// What ends a process is always said.
const fatalLevel = 60

/** Allows so many lines a second; the first line of a second that follows one with too many is told how many were left out. */
export function boundedLines(most: number) {
  let second = -1
  let lines = 0
  let left = 0
  return (): { isAllowed: boolean; swallowed: number } => {
    const now = Math.floor(performance.now() / 1_000)
    const swallowed = now === second ? 0 : left
    if (now !== second) {
      second = now
      lines = 0
      left = 0
    }
    lines++
    if (lines > most) left++
    return { isAllowed: lines <= most, swallowed }
  }
}

/** Calls through at most once in `everyMs`, and says how many calls it swallowed in between. */
export function limited(everyMs: number, write: (swallowed: number, ...facts: unknown[]) => void) {
  let nextAtMs = 0
  let swallowed = 0
  return (...facts: unknown[]) => {
    const now = performance.now()
    if (now < nextAtMs) {
      swallowed++
      return
    }
    nextAtMs = now + everyMs
    write(swallowed, ...facts)
    swallowed = 0
  }
}
