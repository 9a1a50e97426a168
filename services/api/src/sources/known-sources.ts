import type { Source } from '@stancewire/config'
import type { AddedSource, AddedSources } from '@stancewire/storage'
import { LineAwayError } from '../line-connection.ts'

/** A source that is polled, and where it comes from. */
export type KnownSource = Source & {
  readonly from: 'settings' | 'added'
  /** Who added it, and when; `null` for those of the settings. */
  readonly added: { readonly by: string; readonly at: string } | null
}

/** Every source, by its id. `isWhole: false`: Redis is away, so that nobody knows which were added. */
export type AllSources = { readonly sources: readonly KnownSource[]; readonly isWhole: boolean }

/** Opens the way to all sources; those of the settings win where an added one has the same id. */
export function openKnownSources(
  settings: readonly Source[],
  added: Pick<AddedSources, 'all'>,
): () => Promise<AllSources> {
  const ofSettings = settings.map((source): KnownSource => ({ ...source, from: 'settings', added: null })).sort(byId)
  const ids = new Set(ofSettings.map(({ id }) => id))
  return async () => {
    const some = await unlessAway(added.all())
    const others = (some ?? []).filter(({ id }) => !ids.has(id)).map(toKnown)
    const sources = others.length === 0 ? ofSettings : [...ofSettings, ...others].sort(byId)
    return { sources, isWhole: some !== undefined }
  }
}

function toKnown({ by, at, ...source }: AddedSource): KnownSource {
  return { ...source, from: 'added', added: { by, at } }
}

function byId(one: Source, other: Source): number {
  return one.id < other.id ? -1 : 1
}

/** What was asked of the line; `undefined` while it is away. */
export async function unlessAway<Result>(asked: Promise<Result>): Promise<Result | undefined> {
  return asked.catch((error: unknown) => {
    if (error instanceof LineAwayError) return undefined
    throw error
  })
}
