import { type QueueState, readQueueStates } from '@stancewire/runtime'
import { Command } from 'commander'
import { withLine } from '../line.ts'
import { duration, renderTable } from '../table.ts'

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
        if (json) for (const state of [hosts, ...states, replay]) console.log(JSON.stringify(state))
        else console.log(render({ hosts, states, replay }))
      }),
    )
}

type Waiting = { readonly waiting: number; readonly active: number }

function render({ hosts, states, replay }: { hosts: Waiting; states: readonly QueueState[]; replay: Waiting }): string {
  const rows = states.map((state) => [
    state.queue,
    String(state.waiting),
    String(state.active),
    String(state.delayed),
    String(state.failed),
    String(state.workers),
    state.oldestWaitingMs === null ? '' : duration(state.oldestWaitingMs),
  ])
  const beside = (name: string, { waiting, active }: Waiting) => [name, String(waiting), String(active), '', '', '', '']
  return renderTable(
    ['queue', 'waiting', 'active', 'delayed', 'failed', 'workers', 'oldest waits'],
    [beside('(at hosts)', hosts), ...rows, beside('(replay)', replay)],
  )
}
