import { linkWith } from '../address/use-query.ts'
import type { ListSources } from '../api/answers.ts'
import { Figure, Figures } from '../parts/figure.tsx'
import { Count } from '../parts/numbers.tsx'
import type { SourceState } from './asked.ts'
import { statesShown, stateWords } from './state-words.ts'

type Props = {
  readonly answer: Pick<ListSources, 'states'>
  readonly state: string
  /** Whether these are not all there are, whatever their state. */
  readonly isNarrowed: boolean
}

/** How many sources stand how; each number shows those. */
export function SourceCounts({ answer: { states }, state, isNarrowed }: Props) {
  const count = (each: SourceState) => states[each] ?? 0
  const all = statesShown.reduce((sum, each) => sum + count(each), 0)
  const shown = statesShown.filter((each) => each !== 'unknown' || count(each) > 0)
  return (
    <Figures>
      <Figure label={isNarrowed ? 'All that match' : 'All'} href={linkWith({ state: '', after: '' })}>
        <Mark isChosen={state === ''} value={all} />
      </Figure>
      {shown.map((each) => (
        <Figure
          key={each}
          label={stateWords[each].word}
          href={linkWith({ state: each, after: '' })}
          tone={count(each) > 0 ? stateWords[each].tone : 'plain'}
        >
          <Mark isChosen={state === each} value={count(each)} />
        </Figure>
      ))}
    </Figures>
  )
}

function Mark({ value, isChosen }: { readonly value: number; readonly isChosen: boolean }) {
  return (
    <span class={isChosen ? 'source-chosen' : undefined}>
      <Count value={value} />
      {isChosen && <span class="unseen"> (shown)</span>}
    </span>
  )
}
