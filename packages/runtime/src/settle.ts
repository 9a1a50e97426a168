import {
  type Fence,
  type Lane,
  type Published,
  type RunRef,
  readTrace,
  type SideEvent,
  type Stage,
  type TerminalEvent,
  type Trace,
} from '@stancewire/contracts'
import type { Line } from './bull.ts'
import { LostLockError, type Outcome, PermanentError } from './outcome.ts'

/** Where ends and announcements go. Both write an event once, however often they are called, and nothing for a job that is another worker's by now. */
export type Announcer = {
  end(event: TerminalEvent, fence?: Fence): Promise<Published>
  announce(event: SideEvent, fence?: Fence): Promise<Published>
}

type Settled = RunRef & { readonly url: string; readonly lane?: Lane | undefined }
type Held = Fence & { readonly takenAtMs: number; readonly trace: string }
type Next = { add(message: unknown): Promise<void> }

// A lock that was taken within this time has not run out, renewed or not.
const surelyHeldMs = 4_000

/** Writes what came of a job. Publishes first; the job completes after: a death in between means again, never lost. Throws {@link LostLockError} where the job is another worker's by now. */
export function openSettle(
  stage: Stage,
  { redis, announcer, next }: Pick<Line, 'redis'> & { announcer: Announcer; next: Next | undefined },
) {
  async function pass(output: unknown, { lane }: Settled, { lock, token, takenAtMs, trace }: Held): Promise<void> {
    if (!next) throw new PermanentError(`stage ${stage} passed a message on, but no queue follows it`)
    const isSure = performance.now() - takenAtMs < surelyHeldMs
    if (!isSure && (await redis.get(lock)) !== token) throw lost(lock)
    await next.add({ ...(output as object), ...(lane ? { lane } : {}), trace })
  }

  return async (message: Settled, outcome: Exclude<Outcome<unknown>, { is: 'later' }>, held: Held): Promise<void> => {
    const { urlId, run, url } = message
    const fence = { lock: held.lock, token: held.token }
    const publish = async (published: Promise<Published>) => {
      if ((await published) === 'fenced') throw lost(held.lock)
    }
    if (outcome.is !== 'stop') for (const event of outcome.announce) await publish(announcer.announce(event, fence))
    if (outcome.is === 'pass') return pass(outcome.output, message, held)
    const trace = readTrace(held.trace)
    if (outcome.is === 'end') return publish(announcer.end(withTrace(outcome.event, trace), fence))
    const { reason, detail } = outcome
    const data = { urlId, run, url, trace, stage, reason, detail }
    return publish(announcer.end({ type: 'url.stopped', data }, fence))
  }
}

function withTrace(event: TerminalEvent, trace: Trace): TerminalEvent {
  return { ...event, data: { ...event.data, trace } } as TerminalEvent
}

function lost(lock: string): LostLockError {
  return new LostLockError(`${lock} is not held any more: another worker has the job`)
}
