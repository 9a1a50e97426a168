import type { Source } from '@stancewire/config'
import { type FeedState, openAddedSources, openFeedStates, type Pause } from '@stancewire/storage'
import { Command } from 'commander'
import { type CommandLine, withLine } from '../line.ts'
import { loadSettings } from '../settings.ts'
import { clip, duration, renderTable } from '../table.ts'

type Known = Source & {
  readonly from: 'settings' | 'added'
  /** Who added it, and when. */
  readonly added: { readonly by: string; readonly at: string } | null
}
type Told = Pick<FeedState, 'polledAt' | 'readAt' | 'failures' | 'nextAt' | 'nextWhy' | 'lastError'>
type Listed = Known & Told & { readonly paused: Pause | null }

/** `sources`: what is polled, and how it went. */
export function sourcesCommand(): Command {
  const sources = new Command('sources').description('look at the sources')
  sources
    .command('ls')
    .description(
      'show every source and where it comes from: when it was and will be polled, failures, whether it is paused',
    )
    .option('--json', 'one JSON object per source')
    .action(({ json = false }: { json?: boolean }) => withLine('needed', (line) => list(line, json)))
  return sources
}

async function list(line: CommandLine, json: boolean): Promise<void> {
  const all = await readSources(line)
  if (json) for (const source of all) console.log(JSON.stringify(source))
  else
    console.log(
      all.length === 0
        ? 'there are no sources: list some in the settings, or add them on the page of the sources'
        : table(all, Date.now()),
    )
}

/** Those of the settings, and those that were added beside them. */
export async function knownSources({ redis, prefix }: Pick<CommandLine, 'redis' | 'prefix'>): Promise<Known[]> {
  const ofSettings = loadSettings().sources.map((source): Known => ({ ...source, from: 'settings', added: null }))
  const ids = new Set(ofSettings.map(({ id }) => id))
  const added = (await openAddedSources(redis, { prefix }).all()).filter(({ id }) => !ids.has(id))
  return [
    ...ofSettings,
    ...added.map(({ by, at, ...source }): Known => ({ ...source, from: 'added', added: { by, at } })),
  ]
}

async function readSources(line: CommandLine): Promise<Listed[]> {
  const { redis, prefix, stores } = line
  const sources = await knownSources(line)
  const states = await openFeedStates(redis, { prefix }).readAll(sources.map(({ id }) => id))
  const pauses = await stores.pauses.of(sources.map(({ id }) => ({ kind: 'source', name: id })))
  return sources.flatMap((source, at) => {
    const state = states[at]
    if (!state) return []
    const { polledAt, readAt, failures, nextAt, nextWhy, lastError } = state
    const told = { polledAt, readAt, failures, nextAt, nextWhy, lastError }
    return [{ ...source, url: withoutUser(source.url), ...told, paused: pauses[at] ?? null }]
  })
}

/** The address without a name and password that may stand in it. */
function withoutUser(address: string): string {
  const url = new URL(address)
  url.username = ''
  url.password = ''
  return url.href
}

function table(all: readonly Listed[], nowMs: number): string {
  const ago = (at: string | null) => (at === null ? 'never' : `${duration(Math.max(0, nowMs - Date.parse(at)))} ago`)
  const rows = all.map(({ id, from, everySeconds, polledAt, readAt, nextAt, failures, paused, url }) => [
    clip(id, 40),
    from,
    duration(everySeconds * 1_000),
    ago(polledAt),
    ago(readAt),
    nextAt === null || paused !== null ? '' : duration(Math.max(0, Date.parse(nextAt) - nowMs)),
    String(failures),
    paused === null ? '' : `by ${clip(paused.by, 30)}`,
    clip(url, 100),
  ])
  return renderTable(['source', 'from', 'every', 'polled', 'read', 'next in', 'failures', 'paused', 'address'], rows)
}
