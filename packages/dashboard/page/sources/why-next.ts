import { counted, durationText } from '../parts/amounts.ts'
import type { Source } from './asked.ts'

/** Why a source is polled when it is. */
export function whyNext({ state, feed, everySeconds, silence, hostPause, pause }: Source): string {
  const every = `every ${durationText(everySeconds * 1_000)}`
  if (!feed) return every
  if (state === 'paused') return whenResumed(pause ?? hostPause)
  if (silence?.why === 'not-polled') return 'overdue: see that the discoverer runs, and that the line is not full'
  if (feed.nextPollWhy === 'host-asked') return 'its host asked to wait so long'
  if (feed.nextPollWhy === 'backing-off')
    return `put off: ${counted(feed.failures, 'failure')} in a row; usually ${every}`
  return feed.lastPolledAt === null ? `within seconds, then ${every}` : every
}

function whenResumed(pause: Source['pause']): string {
  return pause?.until ? 'within seconds of the end of its pause' : 'within seconds of being resumed'
}
