import { useState } from 'preact/hooks'
import { type Listed, useList } from '../../api/use-list.ts'
import { counted } from '../../parts/amounts.ts'
import { Button } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { List } from '../../parts/list.tsx'
import { Section } from '../../parts/page.tsx'
import { spanQuery, type TopicFilters, topicPath } from './asked.ts'
import { type Shift, shiftKey } from './shift.ts'
import { ShiftLine } from './shift-line.tsx'
import { ShiftRow } from './shift-row.tsx'
import type { Timeline } from './use-timeline.ts'
import './shifts.css'

const pageSize = 100
const shownAtFirst = 6

type Props = { readonly topicId: string; readonly filters: TopicFilters; readonly timeline: Timeline }

/** Who stands elsewhere than before: on a line of time, and one by one with the words. */
export function Shifts({ topicId, filters, timeline }: Props) {
  const list = useList<Shift>(`${topicPath(topicId)}/changes`, { ...spanQuery(filters), limit: pageSize })
  const [pointedAt, pointAt] = useState('')
  return (
    <Section title="Who moved" actions={<span class="muted">{summary(list)}</span>}>
      {timeline.domain && (
        <ShiftLine
          timeline={timeline}
          domain={timeline.domain}
          shifts={list.items}
          pointedAt={pointedAt}
          pointAt={pointAt}
        />
      )}
      <List list={list} what="changes" empty={<NobodyMoved />}>
        {(items) => <Rows shifts={items} pointedAt={pointedAt} pointAt={pointAt} />}
      </List>
    </Section>
  )
}

function summary({ items, isRead, hasMore }: Listed<Shift>): string {
  if (!isRead) return ''
  if (items.length === 0) return ''
  return hasMore ? `the latest ${counted(items.length, 'change')}` : counted(items.length, 'change')
}

type RowsProps = {
  readonly shifts: readonly Shift[]
  readonly pointedAt: string
  readonly pointAt: (key: string) => void
}

function Rows({ shifts, pointedAt, pointAt }: RowsProps) {
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? shifts : shifts.slice(0, shownAtFirst)
  return (
    <>
      <ol class="shift-rows">
        {shown.map((shift) => (
          <ShiftRow shift={shift} isPointedAt={shiftKey(shift) === pointedAt} pointAt={pointAt} key={shiftKey(shift)} />
        ))}
      </ol>
      {shown.length < shifts.length && (
        <p class="list-more">
          <Button onPress={() => setWhole(true)}>Show all {counted(shifts.length, 'change')}</Button>
        </p>
      )}
    </>
  )
}

function NobodyMoved() {
  return (
    <Empty title="Nobody moved">
      <p>A change is noted when a later article shows a holder to stand elsewhere than the articles before it.</p>
    </Empty>
  )
}
