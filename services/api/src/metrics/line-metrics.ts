import { StopReason, TerminalEvent } from '@stancewire/contracts'
import type { QueueState } from '@stancewire/runtime'
import type { Registry } from 'prom-client'
import type { LineSample } from '../line-sample.ts'
import { counter, gauge } from './numbers.ts'

/** How the line stands: its stages, hosts, runs and memory. */
export function lineMetrics(registry: Registry, sample: LineSample): void {
  stageMetrics(registry, sample.queues)
  const { hosts, replays, archiveBehindMs } = sample
  gauge(registry, { name: 'stancewire_hosts_waiting', help: 'Hosts at which URLs wait for their turn.' }, hosts.count)
  gauge(registry, { name: 'stancewire_hosts_waiting_urls', help: 'URLs that wait at their hosts.' }, hosts.waiting)
  const oldest = 'Age of the oldest URL at a host that is neither paused nor asked for patience; 0 where none waits.'
  gauge(registry, { name: 'stancewire_hosts_oldest_waiting_seconds', help: oldest }, (hosts.oldestMs ?? 0) / 1_000)
  const overdue = 'For how long a URL could have been taken from its host, and was not; 0 where none could.'
  gauge(registry, { name: 'stancewire_hosts_overdue_seconds', help: overdue }, (hosts.overdueMs ?? 0) / 1_000)
  gauge(registry, { name: 'stancewire_replays', help: 'Replays, by what they do.' }, [
    [{ state: 'waiting' }, replays.waiting],
    [{ state: 'active' }, replays.active],
  ])
  runMetrics(registry, sample)
  memoryMetrics(registry, sample.memory)
  if (archiveBehindMs === null) return
  const help = 'How much later than the last event in the archive the last one of the stream came.'
  gauge(registry, { name: 'stancewire_archive_lag_seconds', help }, archiveBehindMs / 1_000)
}

function stageMetrics(registry: Registry, queues: readonly QueueState[]): void {
  const ofStages = (value: (state: QueueState) => number) =>
    queues.map((state) => [{ stage: state.queue }, value(state)] as const)
  const states = (state: QueueState) => ({
    waiting: state.waiting - state.waitingReplays,
    waiting_replay: state.waitingReplays,
    active: state.active,
    delayed: state.delayed,
    failed: state.failed,
  })
  gauge(
    registry,
    { name: 'stancewire_stage_jobs', help: 'Jobs of each stage, by state; those of the replay lane wait apart.' },
    queues.flatMap((each) =>
      Object.entries(states(each)).map(([state, jobs]) => [{ stage: each.queue, state }, jobs] as const),
    ),
  )
  gauge(
    registry,
    {
      name: 'stancewire_stage_oldest_waiting_seconds',
      help: 'Age of the oldest live job that waits; 0 where none does.',
    },
    ofStages(({ oldestWaitingMs }) => (oldestWaitingMs ?? 0) / 1_000),
  )
  gauge(
    registry,
    { name: 'stancewire_stage_workers', help: 'Processes that read the stage’s queue.' },
    ofStages(({ workers }) => workers),
  )
  gauge(
    registry,
    { name: 'stancewire_stage_paused', help: 'Whether the stage is paused (1) or not (0).' },
    ofStages(({ isPaused }) => Number(isPaused)),
  )
}

const types = TerminalEvent.options.map(({ shape }) => shape.type.value)

function runMetrics(registry: Registry, { runs, counters }: LineSample): void {
  const ends = [
    ...types
      .filter((end) => end !== 'url.stopped')
      .map((end) => [{ end, reason: '' }, counters[`end:${end}`] ?? 0] as const),
    ...StopReason.options.map((reason) => [{ end: 'url.stopped', reason }, counters[`stop:${reason}`] ?? 0] as const),
  ]
  counter(registry, { name: 'stancewire_runs_accepted_total', help: 'Runs that were accepted.' }, runs.accepted)
  const help = 'Runs that ended, by the type of their event and by the reason of a stop.'
  counter(registry, { name: 'stancewire_runs_ended_total', help }, ends)
  gauge(
    registry,
    { name: 'stancewire_runs_in_flight', help: 'Runs on their way.' },
    Math.max(0, runs.accepted - runs.ended),
  )
  gauge(
    registry,
    { name: 'stancewire_runs_in_flight_max', help: 'Runs on their way at which the edge waits.' },
    runs.inFlightMax,
  )
}

function memoryMetrics(registry: Registry, { usedBytes, maxBytes, shareMax }: LineSample['memory']): void {
  gauge(registry, { name: 'stancewire_redis_memory_used_bytes', help: 'Memory that Redis uses.' }, usedBytes)
  if (maxBytes === null) return
  gauge(registry, { name: 'stancewire_redis_memory_max_bytes', help: 'Memory that Redis may use.' }, maxBytes)
  const help = 'Share of Redis’ memory that is used.'
  gauge(registry, { name: 'stancewire_redis_memory_used_ratio', help }, usedBytes / maxBytes)
  gauge(
    registry,
    { name: 'stancewire_redis_memory_edge_ratio', help: 'Share of Redis’ memory at which the edge waits.' },
    shareMax,
  )
}
