import { useId } from 'preact/hooks'
import { useQuery } from '../address/use-query.ts'
import type { ListOutlets, ListTopics } from '../api/answers.ts'
import { useAnswer } from '../api/use-answer.ts'
import { Button } from '../parts/button.tsx'
import { Field, Filters, SelectField, TextField, useLate } from '../parts/field.tsx'
import { relations } from './relation.tsx'

const names = [
  ...(['search', 'topic', 'stance', 'outlet', 'relation', 'kind', 'language'] as const),
  ...(['since', 'until', 'story', 'group'] as const),
] as const
type Asked = Readonly<Record<(typeof names)[number], string>>

/** What is asked for, as it stands in the address. */
export function useArticleFilter() {
  const [asked, change] = useQuery(names)
  return {
    asked,
    change: (some: Partial<Asked>) => change(some),
    isNarrowed: names.some((name) => asked[name] !== ''),
    clear: () => change(Object.fromEntries(names.map((name) => [name, '']))),
  }
}

type Props = ReturnType<typeof useArticleFilter> & { readonly topics: ListTopics['items'] }

const stances = [
  { value: 'support', text: '▲ support' },
  { value: 'oppose', text: '▼ oppose' },
  { value: 'mixed', text: '◆ mixed' },
]
const kinds = ['article', 'live-blog', 'opinion', 'video', 'gallery'].map((value) => ({
  value,
  text: value.replaceAll('-', ' '),
}))
const relationOptions = Object.entries(relations).map(([value, { sign, words }]) => ({
  value,
  text: `${sign} ${words}`,
}))
const any = (text = 'any') => ({ value: '', text })

/** Fields that narrow the list. */
export function ArticleFilters({ asked, change, clear, isNarrowed, topics }: Props) {
  const set = (name: keyof Asked) => ({ value: asked[name], onChange: (value: string) => change({ [name]: value }) })
  return (
    <div class="article-filters">
      <Filters label="Find articles">
        <div class="filters-search">
          <TextField
            label="Words"
            type="search"
            tells="change"
            maxLength={200}
            {...set('search')}
            placeholder="all of these words"
          />
        </div>
        <SelectField
          label="Topic"
          {...set('topic')}
          options={[
            any('any'),
            ...withChosen(
              asked.topic,
              topics.map(({ id, title }) => ({ value: id, text: title })),
            ),
          ]}
        />
        <SelectField label="Somebody’s stance" {...set('stance')} options={[any(), ...stances]} />
        <OutletField {...set('outlet')} />
        <SelectField label="Relation" {...set('relation')} options={[any(), ...relationOptions]} />
        <SelectField label="Kind" {...set('kind')} options={[any(), ...kinds]} />
        <TextField label="Language" tells="change" maxLength={8} placeholder="en" {...set('language')} />
        <TextField label="Published from (UTC)" type="date" tells="change" {...set('since')} />
        <TextField label="Published before (UTC)" type="date" tells="change" {...set('until')} />
      </Filters>
      {isNarrowed && (
        <p class="row filters-kept">
          {asked.story !== '' && <span>Of one story</span>}
          {asked.group !== '' && <span>The same article in several places</span>}
          <Button kind="quiet" onPress={clear}>
            Clear all filters
          </Button>
        </p>
      )}
    </div>
  )
}

type Option = { readonly value: string; readonly text: string }

function withChosen(chosen: string, options: readonly Option[]): readonly Option[] {
  if (chosen === '' || options.some(({ value }) => value === chosen)) return options
  return [...options, { value: chosen, text: chosen }]
}

/** Any outlet, with those that published lately to choose from. */
function OutletField({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const id = useId()
  const late = useLate(value, onChange)
  const outlets = useAnswer<ListOutlets>('/v1/outlets', { limit: 200 }).answer?.items ?? []
  return (
    <Field label="Outlet">
      {(ids) => (
        <>
          <input
            {...ids}
            {...{
              ...late,
              maxLength: 200,
              list: id,
              autoComplete: 'off',
              spellcheck: false,
              placeholder: 'whole name',
            }}
          />
          <datalist id={id}>
            {outlets.map(({ outlet }) => (
              <option value={outlet} key={outlet} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  )
}
