import { type AddedSources, openAddedSources, openFeedStates } from '@stancewire/storage'
import type { LineConnection } from '../line-connection.ts'

/** Opens the added sources for those who wait for an answer: every call rejects within a second where Redis is away. What is removed is forgotten. */
export function openAddedDesk(line: LineConnection, { prefix }: { prefix: string }): AddedSources {
  const { redis } = line
  const added = openAddedSources(redis, { prefix })
  const feeds = openFeedStates(redis, { prefix })
  return {
    all: () => line.whileThere(() => added.all()),
    add: (source) => line.whileThere(() => added.add(source)),
    remove: (id) =>
      line.whileThere(async () => {
        const was = await added.remove(id)
        // Another source that is called so one day does not begin with what was of this one.
        await feeds.forget(id)
        return was
      }),
  }
}
