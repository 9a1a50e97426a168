import type { Source } from '@stancewire/config'
import { type FeedState, openFeedStates, type Pause } from '@stancewire/storage'
import { Command } from 'commander'
import { type CommandLine, withLine } from '../line.ts'
import { loadSettings } from '../settings.ts'
import { clip, duration, renderTable } from '../table.ts'

type Listed = Source & Pick<FeedState, 'polledAt' | 'readAt' | 'failures'> & { readonly paused: Pause | null }

/** `sources`: what is polled, and how it went. */
export function sourcesCommand(): Command {
  const sources = new Command('sources').description('look at the sources')
  sources
    .command('ls')
    .description('show every source of the settings: when it was polled and read last, failures, whether it is paused')
    .option('--json', 'one JSON object per source')
    .action(({ json = false }: { json?: boolean }) => withLine('needed', (line) => list(line, json)))
  return sources
}

async function list(line: CommandLine, json: boolean): Promise<void> {
  const all = await readSources(line)
  if (json) for (const source of all) console.log(JSON.stringify(source))
  else console.log(all.length === 0 ? 'there are no sources in the settings' : table(all, Date.now()))
}

async function readSources({ redis, prefix, stores }: CommandLine): Promise<Listed[]> {
  const { sources } = loadSettings()
  const states = await openFeedStates(redis, { prefix }).readAll(sources.map(({ id }) => id))
  const pauses = await stores.pauses.of(sources.map(({ id }) => ({ kind: 'source', name: id })))
  return sources.flatMap((source, at) => {
    const state = states[at]
    if (!state) return []
    const { polledAt, readAt, failures } = state
    return [{ ...source, url: withoutUser(source.url), polledAt, readAt, failures, paused: pauses[at] ?? null }]
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
  const rows = all.map(({ id, everySeconds, polledAt, readAt, failures, paused, url }) => [
    clip(id, 40),
    duration(everySeconds * 1_000),
    ago(polledAt),
    ago(readAt),
    String(failures),
    paused === null ? '' : `by ${clip(paused.by, 30)}`,
    clip(url, 100),
  ])
  return renderTable(['source', 'every', 'polled', 'read', 'failures', 'paused', 'address'], rows)
}
