import { linkWith } from '../address/use-query.ts'
import type { ListTopics } from '../api/answers.ts'
import { useAnswer } from '../api/use-answer.ts'
import { Filters, SelectField, TextField } from '../parts/field.tsx'
import { type FilterName, filterTitle, filterTitles, type JobList, type JobQuery, notAsked } from './job-lists.ts'
import { standingChoices } from './moving-list.tsx'
import { putOffReasons, putOffText } from './put-off-text.ts'
import { stageName, stages } from './stages.ts'

type Props = {
  readonly list: JobList
  readonly query: JobQuery
  readonly change: (change: Partial<JobQuery>, how?: 'push' | 'replace') => void
}

const any = { value: '', text: 'any' }
const plain = (values: readonly string[]) => [any, ...values.map((value) => ({ value, text: value }))]

const choices: Partial<Record<FilterName, readonly { readonly value: string; readonly text: string }[]>> = {
  stage: [any, ...stages.map((stage) => ({ value: stage, text: stageName(stage) }))],
  cause: plain(['error', 'crashed', 'invalid-message']),
  endedBy: plain(['article.classified', 'article.duplicated', 'url.stopped', 'url.failed']),
  lane: plain(['live', 'replay']),
  is: [any, ...standingChoices],
  why: [any, ...putOffReasons.map((why) => ({ value: why, text: putOffText(why) }))],
}

/** What a list can be narrowed by; and, in words, what stands in the address and does not count here. */
export function JobFilters({ list, query, change }: Props) {
  const left = notAsked(list, query)
  return (
    <>
      <Filters label="Filters">
        {list.by.map((name) => (
          <JobFilter
            key={name}
            name={name}
            list={list}
            value={query[name]}
            onChange={(value) => change({ [name]: value })}
          />
        ))}
      </Filters>
      {list.onTopic && query.topic !== '' && <p class="jobs-is muted">{list.onTopic}</p>}
      {left.length > 0 && (
        <p class="jobs-left" role="note">
          Does not count here:{' '}
          <bdi>{left.map((name) => `${filterTitles[name].toLowerCase()} “${query[name]}”`).join(', ')}</bdi>.{' '}
          <a href={linkWith(Object.fromEntries(left.map((name) => [name, ''])))}>Take away</a>
        </p>
      )}
    </>
  )
}

type One = {
  readonly name: FilterName
  readonly list: JobList
  readonly value: string
  readonly onChange: (value: string) => void
}

function JobFilter({ name, list, value, onChange }: One) {
  const label = filterTitle(name, list)
  if (name === 'topic') return <TopicFilter value={value} onChange={onChange} />
  if (name === 'since' || name === 'until')
    return (
      <TextField
        {...{ label, onChange: (local) => onChange(utcOf(local)), value: localOf(value) }}
        type="datetime-local"
        tells="change"
      />
    )
  const options = choices[name]
  const isOfQueue = ['waiting', 'delayed', 'active'].includes(list.state)
  if (options && name === 'stage' && isOfQueue)
    return <SelectField {...{ label, value: value || 'fetch', onChange }} options={options.slice(1)} />
  if (options) return <SelectField {...{ label, value, onChange, options }} />
  return (
    <TextField {...{ label, value, onChange }} type="search" tells="change" placeholder={hints[name]} maxLength={200} />
  )
}

const hints: Partial<Record<FilterName, string>> = {
  ...{ match: 'words of it', host: 'paper.example', source: 'id of a source', reason: 'paywalled' },
  errorName: 'TimeoutError',
}

function TopicFilter({ value, onChange }: Pick<One, 'value' | 'onChange'>) {
  const { answer } = useAnswer<ListTopics>('/v1/topics')
  const known = answer?.items.map(({ id, title }) => ({ value: id, text: title })) ?? []
  const isKnown = value === '' || known.some((topic) => topic.value === value)
  const options = [any, ...known, ...(isKnown ? [] : [{ value, text: value }])]
  return <SelectField {...{ label: filterTitles.topic, value, onChange, options }} />
}

/** Times stand in the address in UTC, so that a link means the same everywhere, and in the fields as the viewer's clock has them. */
function utcOf(local: string): string {
  const at = new Date(local)
  return local === '' || Number.isNaN(at.getTime()) ? '' : at.toISOString()
}

function localOf(utc: string): string {
  const at = new Date(utc)
  if (utc === '' || Number.isNaN(at.getTime())) return ''
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
