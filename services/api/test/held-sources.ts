import type { AddedSource, AddedSources } from '@stancewire/storage'
import type { FeedDesk } from '../src/feeds/feed-desk.ts'

/** Added sources that are held here, without a Redis. */
export function heldSources(...some: readonly AddedSource[]): AddedSources {
  const held = new Map(some.map((source) => [source.id, source]))
  return {
    all: async () => [...held.values()],
    async add(source) {
      if (held.has(source.id)) return 'taken'
      held.set(source.id, source)
      return 'added'
    },
    remove: async (id) => held.delete(id),
  }
}

/** A desk that looks at nothing. */
export const noFeedDesk: FeedDesk = { test: async () => 'busy', discover: async () => 'busy', refusal: () => undefined }
