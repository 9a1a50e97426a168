import { type QueueState, readQueueStates } from '@stancewire/runtime'
import { Command } from 'commander'
import { withLine } from '../line.ts'
import { duration, renderTable } from '../table.ts'

/** `queues`: how every queue stands. */
export function queuesCommand(): Command {
  return new Command('queues')
    .description('show what waits, runs and failed in every queue, and at the hosts')
    .option('--json', 'one JSON object per queue')
    .action(({ json = false }: { json?: boolean }) =>
      withLine('unused', async ({ redis, prefix, stores }) => {
        const states = await readQueueStates({ redis, prefix })
        const hosts = {
          queue: 'hosts',
          waiting: await stores.hosts.waiting(),
          active: (await stores.hosts.taken()).length,
        }
        if (json) for (const state of [hosts, ...states]) console.log(JSON.stringify(state))
        else console.log(render(hosts, states))
      }),
    )
}

function render(hosts: { waiting: number; active: number }, states: readonly QueueState[]): string {
  const rows = states.map((state) => [
    state.queue,
    String(state.waiting),
    String(state.active),
    String(state.delayed),
    String(state.failed),
    String(state.workers),
    state.oldestWaitingMs === null ? '' : duration(state.oldestWaitingMs),
  ])
  const atHosts = ['(at hosts)', String(hosts.waiting), String(hosts.active), '', '', '', '']
  return renderTable(['queue', 'waiting', 'active', 'delayed', 'failed', 'workers', 'oldest waits'], [atHosts, ...rows])
}
