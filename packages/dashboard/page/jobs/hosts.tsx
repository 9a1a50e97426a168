import { useState } from 'preact/hooks'
import type { GetQueues, ListPauses } from '../api/answers.ts'
import { send } from '../api/client.ts'
import { useAnswer } from '../api/use-answer.ts'
import { AskPause } from '../line/pause-stage.tsx'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { Loading } from '../parts/loading.tsx'
import { notice } from '../parts/notices.tsx'
import { Count, Duration } from '../parts/numbers.tsx'
import { Problem } from '../parts/problem.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Tag } from '../parts/tag.tsx'
import { When } from '../parts/when.tsx'
import { useMay } from '../session.ts'

type Pause = ListPauses['items'][number]
type Host = {
  readonly host: string
  readonly waiting: number | null
  readonly held: number | null
  readonly blockedMs: number
  readonly pause: Pause | null
}

/** Hosts at which addresses wait, and those that are paused: what holds each, and pausing and resuming it. */
export function Hosts({ host: asked }: { readonly host: string }) {
  const queues = useAnswer<GetQueues>('/v1/queues')
  const pauses = useAnswer<ListPauses>('/v1/pauses')
  const mayAct = useMay('operate')
  const again = () => {
    queues.again()
    pauses.again()
  }
  const problem = queues.problem ?? pauses.problem
  if (problem) return <Problem problem={problem} retry={again} />
  if (!queues.answer || !pauses.answer) return <Loading what="hosts" rows={5} />
  const { count, looked, waiting } = queues.answer.hosts
  const hosts = hostsOf(queues.answer, pauses.answer, asked)
  const act: Column<Host> = { head: 'Pause', isNumber: true, cell: (one) => <PauseHost {...one} again={again} /> }
  return (
    <>
      <p class="row jobs-moving">
        <span class="muted">
          <Count value={waiting} /> wait at <Count value={looked} />
          {looked < count && ` of ${count}`} hosts; those with the most are shown, and all that are paused.
        </span>
        <Button onPress={again}>Look again</Button>
      </p>
      {mayAct && asked !== '' && !hosts.some((one) => one.host === asked) && (
        <p class="row jobs-moving">
          Nothing waits at {asked}. <PauseHost {...nothingAt(asked)} again={again} />
        </p>
      )}
      {hosts.length === 0 ? (
        <Empty title={asked === '' ? 'Nothing waits at a host' : `Nothing waits at ${asked}`}>
          <p>Addresses stand here between being found and being fetched.</p>
        </Empty>
      ) : (
        <Table caption="Hosts" columns={mayAct ? [...columns, act] : columns} rows={hosts} keyOf={({ host }) => host} />
      )}
    </>
  )
}

const columns: readonly Column<Host>[] = [
  {
    ...{ head: 'Host', isName: true },
    cell: ({ host }) => <a href={`/jobs?state=moving&host=${encodeURIComponent(host)}`}>{host}</a>,
  },
  {
    head: 'What holds it',
    cell: ({ blockedMs, pause }) => {
      if (pause) return <Held pause={pause} />
      if (blockedMs > 0)
        return (
          <>
            <Tag tone={blockedMs > longMs ? 'warning' : 'plain'}>not before</Tag> <Duration ms={blockedMs} /> from now
          </>
        )
      return <span class="muted">nothing</span>
    },
  },
  { head: 'In hand', isNumber: true, cell: ({ held }) => <Count value={held} /> },
  { head: 'Waiting', isNumber: true, cell: ({ waiting }) => <Count value={waiting} /> },
]

// The usual delay between two starts is no news.
const longMs = 10_000

function Held({ pause: { by, reason, until } }: { readonly pause: Pause }) {
  return (
    <>
      <Tag tone="warning">paused</Tag> by {by}: {reason}
      {until && (
        <>
          {', goes on '}
          <When at={until} />
        </>
      )}
    </>
  )
}

function nothingAt(host: string): Host {
  return { host, waiting: null, held: null, blockedMs: 0, pause: null }
}

function hostsOf({ hosts }: GetQueues, { items }: ListPauses, asked: string): Host[] {
  const pauses = items.filter(({ kind }) => kind === 'host')
  // What the queues tell is held for a second; what was paused just now is among the pauses.
  const pauseOf = (host: string) => pauses.find(({ name }) => name === host) ?? null
  const busy = hosts.busiest.map((one): Host => ({ ...one, pause: pauseOf(one.host) }))
  const paused = pauses
    .filter(({ name }) => !busy.some(({ host }) => host === name))
    .map((pause): Host => ({ ...nothingAt(pause.name), pause }))
  return [...paused, ...busy].filter(({ host }) => asked === '' || host === asked || host.endsWith(`.${asked}`))
}

function PauseHost({ host, pause, again }: Host & { readonly again: () => void }) {
  const [isAsking, setAsking] = useState(false)
  const path = `/v1/pauses/host/${encodeURIComponent(host)}`
  const resume = async () => {
    await send('DELETE', path)
    notice(`${host} goes on`)
    again()
  }
  const close = () => {
    setAsking(false)
    again()
  }
  return (
    <>
      {pause ? (
        <Button label={`Resume ${host}`} onPress={resume}>
          Resume
        </Button>
      ) : (
        <Button label={`Pause ${host}`} onPress={() => setAsking(true)}>
          Pause …
        </Button>
      )}
      {isAsking && <AskPause title={host} path={path} close={close} />}
    </>
  )
}
