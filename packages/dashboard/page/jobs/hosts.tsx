import { useState } from 'preact/hooks'
import type { GetQueues, ListPauses } from '../api/answers.ts'
import { send } from '../api/client.ts'
import { useAnswer } from '../api/use-answer.ts'
import { AskPause } from '../line/pause-stage.tsx'
import { counted, countText } from '../parts/amounts.ts'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { Loading } from '../parts/loading.tsx'
import { notice } from '../parts/notices.tsx'
import { Count, Duration } from '../parts/numbers.tsx'
import { Problem } from '../parts/problem.tsx'
import { saveFile } from '../parts/save-file.ts'
import { type Column, Table } from '../parts/table.tsx'
import { Tag } from '../parts/tag.tsx'
import { When } from '../parts/when.tsx'
import { useMay } from '../session.ts'
import { toCsv, toNdjson } from '../topics/topic/export-rows.ts'
import { ChooseAndExport } from './choose-and-export.tsx'

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
  const hosts = hostsOf(queues.answer, pauses.answer, asked)
  const act: Column<Host> = { head: 'Pause', isNumber: true, cell: (one) => <PauseHost {...one} again={again} /> }
  return (
    <>
      <p class="row jobs-moving">
        <span class="muted">{waitingText(queues.answer.hosts, hosts.length)}</span>
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
        <ChooseAndExport
          items={hosts}
          keyOf={keyOf}
          urlOf={keyOf}
          what="hosts"
          query={{ host: asked }}
          file={(format, chosen) => () => saveHosts(format, chosen ?? hosts)}
        >
          {({ column, isChosen }) => (
            <Table
              caption="Hosts"
              columns={[...column, ...columns, ...(mayAct ? [act] : [])]}
              rows={hosts}
              {...{ keyOf, isChosen }}
            />
          )}
        </ChooseAndExport>
      )}
    </>
  )
}

const keyOf = ({ host }: Host) => host

const exported = ['host', 'waiting', 'held', 'blockedMs', 'pausedBy', 'pauseReason', 'pausedUntil']

function saveHosts(format: 'csv' | 'ndjson', hosts: readonly Host[]): void {
  const rows = hosts.map(({ pause, ...host }) => ({
    ...host,
    ...{ pausedBy: pause?.by ?? null, pauseReason: pause?.reason ?? null, pausedUntil: pause?.until ?? null },
  }))
  if (format === 'csv') saveFile(toCsv(exported, rows), 'text/csv', 'hosts.csv')
  else saveFile(toNdjson(rows), 'application/x-ndjson', 'hosts.ndjson')
}

/** How many addresses wait where, and whether all of the hosts are shown. */
function waitingText({ count, looked, waiting }: GetQueues['hosts'], shown: number): string {
  if (waiting === 0) return shown === 0 ? '' : 'No address waits; these are paused or have just been asked.'
  const where = looked < count ? `${countText(looked)} of ${counted(count, 'host')}` : counted(count, 'host')
  const told = `${counted(waiting, 'address waits', 'addresses wait')} at ${where}`
  return shown < count ? `${told}; those with the most are shown, and all that are paused.` : `${told}.`
}

const columns: readonly Column<Host>[] = [
  {
    ...{ head: 'Host', isName: true },
    cell: ({ host }) => (
      <a class="jobs-host" href={`/jobs?state=moving&host=${encodeURIComponent(host)}`}>
        {host}
      </a>
    ),
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
  // Slots of the host that FETCH holds: in hand there, or put off.
  { head: 'At FETCH', isNumber: true, cell: ({ held }) => <Count value={held} /> },
  { head: 'Waiting', isNumber: true, cell: ({ waiting }) => <Count value={waiting} /> },
]

// The usual delay between two starts is no news.
const longMs = 10_000

function Held({ pause: { by, reason, until } }: { readonly pause: Pause }) {
  return (
    <>
      <Tag tone="warning">paused</Tag> by <bdi>{by}</bdi>: <bdi>{reason}</bdi>
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
        <Button label={`Resume ${host}`} onPress={resume} needsLine>
          Resume
        </Button>
      ) : (
        <Button label={`Pause ${host}`} onPress={() => setAsking(true)} needsLine>
          Pause …
        </Button>
      )}
      {isAsking && <AskPause title={host} path={path} close={close} />}
    </>
  )
}
