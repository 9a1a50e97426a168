import type { Sample, WorkerSample } from '../live/sample.ts'
import { Empty } from '../parts/empty.tsx'
import { Bytes, Count, Duration } from '../parts/numbers.tsx'
import { Section } from '../parts/page.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { When } from '../parts/when.tsx'

const columns: readonly Column<WorkerSample>[] = [
  { head: 'Service', isName: true, cell: ({ service }) => service },
  { head: 'Machine', cell: ({ host }) => host },
  { head: 'Process', isNumber: true, cell: ({ pid }) => pid },
  { head: 'Version', cell: ({ version }) => version },
  { head: 'At a time', isNumber: true, cell: ({ concurrency }) => <Count value={concurrency} /> },
  { head: 'Memory', isNumber: true, cell: ({ rssBytes }) => <Bytes value={rssBytes} /> },
  { head: 'Loop lag', isNumber: true, cell: ({ lagMs }) => <Duration ms={lagMs} /> },
  { head: 'Seen', cell: ({ seenAt }) => <When at={seenAt} /> },
]

/** The processes that work on the line. */
export function Workers({ sample: { workers, redis, line } }: { readonly sample: Sample }) {
  return (
    <Section title="Workers">
      {workers.length === 0 ? (
        <Nobody redis={redis} isTold={!line.stages.some((stage) => stage.workers)} />
      ) : (
        <Table
          caption="Workers of the line"
          columns={columns}
          rows={workers}
          keyOf={({ service, host, pid }) => `${service} ${host} ${pid}`}
        />
      )}
    </Section>
  )
}

type NobodyProps = Pick<Sample, 'redis'> & {
  /** Whether nobody takes jobs either: those who do may tell of themselves a moment later. */
  readonly isTold: boolean
}

function Nobody({ redis, isTold }: NobodyProps) {
  if (redis === 'away')
    return (
      <Empty title="Who works is not known">
        <p>Processes tell of themselves in Redis, which does not answer.</p>
      </Empty>
    )
  if (!isTold)
    return (
      <Empty title="Who works is not told yet">
        <p>Somebody takes jobs; each process tells of itself every few seconds.</p>
      </Empty>
    )
  return (
    <Empty title="No worker is there">
      <p>
        Nothing is worked on. Start the line with <code>stancewire up</code>, or look at what the services log.
      </p>
    </Empty>
  )
}
