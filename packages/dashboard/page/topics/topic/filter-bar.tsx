import { address } from '../../address/address.ts'
import { linkWith } from '../../address/use-query.ts'
import type { ListTopicSummary } from '../../api/answers.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { Filters, SelectField, TextField } from '../../parts/field.tsx'
import { useStore } from '../../store.ts'
import { typeWords } from '../words.ts'
import { filterNames, topicPath, useFilters } from './asked.ts'
import { FindHolder } from './find-holder.tsx'

const optionsMax = 200

/** Whose stances are shown, and of which days; kept in the address. */
export function FilterBar({ topicId }: { readonly topicId: string }) {
  const [filters, change] = useFilters()
  useStore(address)
  const types = Object.entries(typeWords).map(([value, text]) => ({ value, text }))
  const isNarrowed = filterNames.some((name) => filters[name] !== '')
  const none = Object.fromEntries(filterNames.map((name) => [name, '']))
  return (
    <div class="topic-filters">
      <Filters label="Whose stances">
        <SelectField
          label="Kind of holder"
          value={filters.type}
          onChange={(type) => change({ type })}
          options={[{ value: '', text: 'all' }, ...types]}
        />
        <SelectField
          label="Affiliation"
          value={filters.affiliation}
          onChange={(affiliation) => change({ affiliation })}
          options={useNames(topicId, 'affiliation', filters.affiliation)}
        />
        <SelectField
          label="Outlet"
          value={filters.outlet}
          onChange={(outlet) => change({ outlet })}
          options={useNames(topicId, 'outlet', filters.outlet)}
        />
        <TextField
          label="Said from (UTC)"
          type="date"
          tells="change"
          value={filters.from}
          onChange={(from) => change({ from })}
        />
        <TextField
          label="As of the end of (UTC)"
          type="date"
          tells="change"
          value={filters.at}
          onChange={(at) => change({ at })}
        />
        <FindHolder topicId={topicId} />
      </Filters>
      <p class="filter-note muted">
        {note(filters.from, filters.at)}
        {filters.outlet !== '' && (
          <>
            {' '}
            Everybody whom <bdi>{filters.outlet}</bdi> quoted, by their latest words there: they may have moved since,
            elsewhere.
          </>
        )}
        {isNarrowed && (
          <>
            {' '}
            <a href={linkWith(none)}>Show all again</a>
          </>
        )}
      </p>
    </div>
  )
}

function note(from: string, at: string): string {
  if (at !== '')
    return `As everybody stood at the end of ${dayText(at)} (UTC)${from === '' ? '' : `; said from ${dayText(from)} on`}.`
  if (from !== '') return `Stances of now; what was said and who moved from ${dayText(from)} on (days of UTC).`
  return 'Stances of now, and all that was ever said. The affiliation is that of the latest words.'
}

function dayText(day: string): string {
  return new Date(day).toLocaleDateString(undefined, { dateStyle: 'long', timeZone: 'UTC' })
}

/** Names to choose from, the most heard first; the chosen one stands there in any case. */
function useNames(topicId: string, by: 'affiliation' | 'outlet', chosen: string) {
  const { answer } = useAnswer<ListTopicSummary>(`${topicPath(topicId)}/summary`, { by, limit: optionsMax })
  const known = answer?.items.flatMap(({ name }) => (name === null ? [] : [name])) ?? []
  const names = chosen === '' || known.includes(chosen) ? known : [chosen, ...known]
  return [{ value: '', text: 'all' }, ...names.map((name) => ({ value: name, text: name }))]
}
