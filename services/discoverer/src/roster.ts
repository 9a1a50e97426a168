import type { Source } from '@stancewire/config'
import type { AddedSource, AddedSources } from '@stancewire/storage'

/** Who is polled: those of the settings for good, those that were added as they come and go. */
export type Roster = AsyncDisposable & {
  /** Looks which sources were added, and begins and ends to poll accordingly. */
  look(): Promise<void>
  /** How many are polled. */
  count(): number
}

type Polled = { readonly as: string; readonly polling: AsyncDisposable }

/** Opens the roster, and begins with the sources of the settings; these win where an added one has the same id. */
export function openRoster(
  sources: readonly Source[],
  added: Pick<AddedSources, 'all'>,
  begin: (source: Source) => AsyncDisposable,
): Roster {
  const ofSettings = new Map(sources.map((source) => [source.id, begin(source)]))
  const polled = new Map<string, Polled>()
  const end = async (id: string) => {
    const ended = polled.get(id)
    polled.delete(id)
    await ended?.polling[Symbol.asyncDispose]()
  }
  return {
    async look() {
      const wanted = (await added.all()).filter(({ id }) => !ofSettings.has(id)).map(asSource)
      const asNow = new Map(wanted.map((source) => [source.id, JSON.stringify(source)]))
      const over = [...polled].filter(([id, { as }]) => asNow.get(id) !== as)
      await Promise.all(over.map(([id]) => end(id)))
      for (const source of wanted)
        if (!polled.has(source.id)) polled.set(source.id, { as: JSON.stringify(source), polling: begin(source) })
    },
    count: () => ofSettings.size + polled.size,
    async [Symbol.asyncDispose]() {
      const all = [...ofSettings.values(), ...[...polled.values()].map(({ polling }) => polling)]
      await Promise.all(all.map((each) => each[Symbol.asyncDispose]()))
    },
  }
}

function asSource({ id, url, outlet, everySeconds }: AddedSource): Source {
  return { id, url, everySeconds, ...(outlet === undefined ? {} : { outlet }) }
}
