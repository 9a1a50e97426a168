import { useState } from 'preact/hooks'
import { useQuery } from '../../address/use-query.ts'
import { counted, countText, shareText } from '../../parts/amounts.ts'
import { Empty } from '../../parts/empty.tsx'
import { SelectField } from '../../parts/field.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Section } from '../../parts/page.tsx'
import { Problem } from '../../parts/problem.tsx'
import { Stance } from '../../parts/stance.tsx'
import { stances } from '../words.ts'
import { isNarrowed, type TopicFilters } from './asked.ts'
import { Axis } from './axis.tsx'
import { StanceColumns } from './stance-columns.tsx'
import { StretchTable } from './stretch-table.tsx'
import { sharesOf, stretchText } from './stretch-words.ts'
import type { Stretch, Timeline } from './use-timeline.ts'
import './over-time.css'

/** In which share of the articles each stance was heard, stretch by stretch. */
export function OverTime({ timeline, filters }: { readonly timeline: Timeline; readonly filters: TopicFilters }) {
  const { asked, stretches, domain, size, isCut } = timeline
  const [{ measure }, change] = useQuery(['measure', 'by'])
  return (
    <Section
      title="Articles over time, by stance"
      actions={<span class="muted">{isCut && `the last ${counted(stretches.length, size)}`}</span>}
    >
      {asked.problem && <Problem problem={asked.problem} retry={asked.again} />}
      {asked.isLoading && !domain && <Loading what="what was heard over time" />}
      {asked.answer?.items.length === 0 && (
        <Empty title="Nothing was heard">
          <p>
            {isNarrowed(filters)
              ? 'Nothing that the filters leave: choose others, or other days.'
              : 'It fills as articles come in.'}
          </p>
        </Empty>
      )}
      {domain && (
        <figure class="sheet over-time">
          <div class="over-time-choice">
            <SelectField
              label="Show"
              value={measure}
              onChange={(value) => change({ measure: value })}
              options={[
                { value: '', text: 'share of articles' },
                { value: 'number', text: 'number of articles' },
              ]}
            />
            <SelectField
              label="By"
              value={size}
              onChange={(value) => change({ by: value })}
              options={['day', 'week', 'month'].map((value) => ({ value, text: value }))}
            />
          </div>
          <Drawing stretches={stretches} timeline={timeline} isShare={measure !== 'number'} />
          <div class="over-time-axis">
            <Axis domain={domain} />
          </div>
          <StretchTable timeline={timeline} />
        </figure>
      )}
    </Section>
  )
}

type DrawingProps = { readonly stretches: readonly Stretch[]; readonly timeline: Timeline; readonly isShare: boolean }

function Drawing({ stretches, timeline, isShare }: DrawingProps) {
  const [pointedAt, pointAt] = useState('')
  const read = stretches.find(({ from }) => from === pointedAt) ?? stretches.at(-1)
  return (
    <>
      {read && <Readout stretch={read} timeline={timeline} />}
      <StanceColumns {...{ stretches, isShare, pointedAt, pointAt }} />
    </>
  )
}

/** The numbers of one stretch; they are the legend as well. */
function Readout({ stretch, timeline: { size } }: { readonly stretch: Stretch; readonly timeline: Timeline }) {
  const { shares, all } = sharesOf(stretch)
  return (
    <p class="readout">
      <b>
        {stretchText(stretch, size)} <span class="muted">UTC</span>
      </b>
      {stances.map((stance) => (
        <span key={stance}>
          <span class={`swatch fill-${stance}`} aria-hidden="true" /> <Stance stance={stance} />{' '}
          <span class="number">{countText(stretch.heard[stance].articles)}</span>
          {all > 0 && <span class="muted number"> {shareText(shares[stance])}</span>}
        </span>
      ))}
      {all === 0 && <span class="muted">{counted(0, 'article')}</span>}
    </p>
  )
}
