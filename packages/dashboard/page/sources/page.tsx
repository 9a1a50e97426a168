import { useEffect, useRef } from 'preact/hooks'
import { linkWith, useQuery } from '../address/use-query.ts'
import type { ListSources } from '../api/answers.ts'
import { type Asked, useAnswer } from '../api/use-answer.ts'
import { Button } from '../parts/button.tsx'
import { clock } from '../parts/clock.ts'
import { Empty } from '../parts/empty.tsx'
import { Filters, SelectField, TextField } from '../parts/field.tsx'
import { Loading } from '../parts/loading.tsx'
import { Page, Section } from '../parts/page.tsx'
import { Problem } from '../parts/problem.tsx'
import { Table } from '../parts/table.tsx'
import { useMay } from '../session.ts'
import { AddSource } from './add/add-source.tsx'
import { type SourceQuery, sourceFilters } from './asked.ts'
import { sourceColumns } from './columns.tsx'
import { SourceCounts } from './counts.tsx'
import { statesShown, stateWords } from './state-words.ts'
import './sources.css'

const pageSize = 100
const askEveryMs = 10_000

function Sources() {
  const [query, change] = useQuery([...sourceFilters, 'after', 'add'])
  const mayAct = useMay('operate')
  const { after, add, ...filters } = query
  const asked = useAnswer<ListSources>('/v1/sources', { ...filters, cursor: after, limit: pageSize })
  useNowAndAgain(asked)
  const isAdding = mayAct && add !== ''
  return (
    <Page
      title="Sources"
      lead="The feeds that are polled, and what comes of them: those of stancewire.yaml, and those that were added here."
      actions={
        mayAct &&
        !isAdding && (
          <Button kind="main" onPress={() => change({ add: 'yes' })}>
            Add a source …
          </Button>
        )
      }
    >
      {isAdding && <AddSource close={() => change({ add: '' })} added={(id) => change({ ...none, add: '', id })} />}
      {asked.answer && !isAdding && query.id === '' && (
        <SourceCounts answer={asked.answer} state={query.state} isNarrowed={query.search !== '' || query.from !== ''} />
      )}
      <Section
        title={query.id === '' ? 'All sources' : query.id}
        actions={query.id !== '' && <a href="/sources">Show all</a>}
      >
        {query.id === '' && <SourceFilters query={query} change={(some) => change({ ...some, after: '' })} />}
        <SourceList {...{ asked, mayAct }} isNarrowed={Object.values(filters).some((value) => value !== '')} />
        <p class="row list-more">
          {after !== '' && <a href={linkWith({ after: '' })}>From the start</a>}
          {asked.answer?.next && <a href={linkWith({ after: asked.answer.next })}>More sources</a>}
        </p>
      </Section>
    </Page>
  )
}

const none = { search: '', state: '', from: '', after: '' } as const

/** What is shown stays true while somebody looks. */
function useNowAndAgain({ again, isLoading }: Asked<unknown>): void {
  const last = useRef({ isLoading, at: Date.now() })
  last.current = { isLoading, at: isLoading ? Date.now() : last.current.at }
  useEffect(() => {
    const look = () => {
      if (!document.hidden && !last.current.isLoading && Date.now() - last.current.at >= askEveryMs) again()
    }
    return clock.watch(look)
  }, [again])
}

type FiltersProps = { readonly query: SourceQuery; readonly change: (change: Partial<SourceQuery>) => void }

function SourceFilters({ query, change }: FiltersProps) {
  return (
    <Filters label="Filters">
      <TextField
        {...{ label: 'Words', type: 'search', tells: 'change', maxLength: 200, value: query.search }}
        onChange={(search) => change({ search })}
        placeholder="id or address"
      />
      <SelectField
        label="State"
        value={query.state}
        onChange={(state) => change({ state })}
        options={[any, ...statesShown.map((state) => ({ value: state, text: stateWords[state].word }))]}
      />
      <SelectField label="From" value={query.from} onChange={(from) => change({ from })} options={origins} />
    </Filters>
  )
}

const any = { value: '', text: 'any' }
const origins = [any, { value: 'settings', text: 'stancewire.yaml' }, { value: 'added', text: 'added here' }]

type ListProps = { readonly asked: Asked<ListSources>; readonly mayAct: boolean; readonly isNarrowed: boolean }

function SourceList({ asked: { answer, problem, again }, mayAct, isNarrowed }: ListProps) {
  if (!answer) return problem ? <Problem problem={problem} retry={again} /> : <Loading what="sources" rows={5} />
  return (
    <div class="list sources">
      {problem && <Problem problem={problem} retry={again} />}
      {answer.line === 'away' && (
        <p class="problem" role="status">
          Redis does not answer: how polling goes is not known, nor which sources were added. It is asked again.
        </p>
      )}
      {answer.items.length > 0 ? (
        <Table
          caption="Sources, how each stands, and when it is polled next"
          columns={sourceColumns(mayAct, again)}
          rows={answer.items}
          keyOf={({ id }) => id}
        />
      ) : (
        <Nothing {...{ isNarrowed, mayAct }} />
      )}
    </div>
  )
}

function Nothing({ isNarrowed, mayAct }: Omit<ListProps, 'asked'>) {
  if (isNarrowed)
    return (
      <Empty title="No source fits">
        <p>
          <a href="/sources">Show all sources</a>
        </p>
      </Empty>
    )
  return (
    <Empty title="There are no sources yet">
      <p>
        {mayAct ? (
          <a href="/sources?add=yes">Add the first one</a>
        ) : (
          'Log in with a token of the role operate to add one'
        )}
        , or list feeds under <code>sources</code> in stancewire.yaml.
      </p>
    </Empty>
  )
}

export const page = Sources
