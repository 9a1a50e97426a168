import { type QueueState, readQueueStates } from '@stancewire/runtime'
import { Command } from 'commander'
import { withLine } from '../line.ts'
import { pausedNow, pauseSentence, type ShownPause } from '../paused-now.ts'
import { clip, duration, plural, renderTable } from '../table.ts'

/** `queues`: how every queue stands. */
export function queuesCommand(): Command {
  return new Command('queues')
    .description('show every queue, the hosts and the replay lane: what waits, runs and failed')
    .option('--json', 'one JSON object per queue')
    .action(({ json = false }: { json?: boolean }) =>
      withLine('unused', async ({ redis, prefix, stores }) => {
        const states = await readQueueStates({ redis, prefix })
        const hosts = {
          queue: 'hosts',
          waiting: await stores.hosts.waiting(),
          active: (await stores.hosts.taken()).length,
        }
        const replay = {
          queue: 'replay',
          waiting: await stores.replays.waiting(),
          active: (await stores.replays.taken()).length,
        }
        const pauses = await pausedNow({ redis, prefix, stores }, states)
        const pauseOf = (stage: string) => pauses.find(({ kind, name }) => kind === 'stage' && name === stage) ?? null
        const shown = states.map((state) => ({ ...state, paused: pauseOf(state.queue) }))
        if (json) for (const state of [hosts, ...shown, replay]) console.log(JSON.stringify(state))
        else console.log(render({ hosts, states: shown, replay }))
        if (!json) for (const line of besides(pauses)) console.log(line)
      }),
    )
}

type Waiting = { readonly waiting: number; readonly active: number }

type ShownState = QueueState & { readonly paused: ShownPause | null }

/** What else is paused, for whoever wonders why little comes. */
function besides(pauses: readonly ShownPause[]): string[] {
  const hosts = pauses.filter(({ kind }) => kind === 'host').length
  const sources = pauses.filter(({ kind }) => kind === 'source').length
  if (hosts + sources === 0) return []
  return [`paused besides: ${plural(hosts, 'host')}, ${plural(sources, 'source')}; see "npx stancewire pauses"`]
}

function render({ hosts, states, replay }: { hosts: Waiting; states: readonly ShownState[]; replay: Waiting }): string {
  const rows = states.map((state) => [
    state.queue,
    String(state.waiting),
    String(state.active),
    String(state.delayed),
    String(state.failed),
    String(state.workers),
    state.oldestWaitingMs === null ? '' : duration(state.oldestWaitingMs),
    state.paused === null ? '' : clip(pauseSentence(state.paused), 120),
  ])
  const beside = (name: string, { waiting, active }: Waiting) => [
    name,
    String(waiting),
    String(active),
    '',
    '',
    '',
    '',
    '',
  ]
  return renderTable(
    ['queue', 'waiting', 'active', 'delayed', 'failed', 'workers', 'oldest waits', 'paused'],
    [beside('(at hosts)', hosts), ...rows, beside('(replay)', replay)],
  )
}
