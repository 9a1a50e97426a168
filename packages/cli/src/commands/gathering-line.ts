import { machinePart, readEnvironment } from '@stancewire/config'
import { openStores } from '@stancewire/storage'
import { type CommandLine, withLine } from '../line.ts'

/** As {@link withLine}, on a connection that gathers what is asked in one moment into one trip: for work on many jobs at once. */
export function withGatheringLine(
  settings: 'needed' | 'unused',
  work: (line: CommandLine) => Promise<void>,
): Promise<void> {
  return withLine(settings, async (line) => {
    const redis = line.redis.duplicate({ enableAutoPipelining: true })
    // The line's own connection tells of trouble.
    redis.on('error', () => {})
    try {
      const stores = openStores(redis, { ...machinePart(readEnvironment()), limits: line.limits })
      await work({ ...line, redis, stores })
    } finally {
      redis.disconnect()
    }
  })
}
