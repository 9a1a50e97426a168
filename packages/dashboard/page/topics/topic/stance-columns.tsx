import { stances } from '../words.ts'
import { sharesOf } from './stretch-words.ts'
import type { Stretch } from './use-timeline.ts'

type Props = {
  readonly stretches: readonly Stretch[]
  /** Whether each column is whole, or as high as there were articles. */
  readonly isShare: boolean
  readonly pointedAt: string
  readonly pointAt: (from: string) => void
}

/** Columns of articles by stance, one for each stretch of time; what they show is in the table below them as well. */
export function StanceColumns({ stretches, isShare, pointedAt, pointAt }: Props) {
  const most = Math.max(1, ...stretches.map((stretch) => sharesOf(stretch).all))
  return (
    <div class="columns-frame" aria-hidden="true">
      <div class="columns-scale number">
        <span>{isShare ? '100%' : most.toLocaleString()}</span>
        <span>{isShare ? '50%' : most > 1 && Math.round(most / 2).toLocaleString()}</span>
        <span>0</span>
      </div>
      <div class="stance-columns" onPointerLeave={() => pointAt('')}>
        {stretches.map((stretch) => (
          <Column
            {...{ stretch, isShare, most, pointAt }}
            isPointedAt={stretch.from === pointedAt}
            key={stretch.from}
          />
        ))}
      </div>
    </div>
  )
}

type ColumnProps = Pick<Props, 'isShare' | 'pointAt'> & {
  readonly stretch: Stretch
  readonly most: number
  readonly isPointedAt: boolean
}

function Column({ stretch, isShare, most, isPointedAt, pointAt }: ColumnProps) {
  const { heard } = stretch
  const whole = isShare ? sharesOf(stretch).all : most
  return (
    <div
      class={isPointedAt ? 'stance-column stance-column-pointed' : 'stance-column'}
      style={{ flexGrow: stretch.endMs - stretch.startMs }}
      onPointerEnter={() => pointAt(stretch.from)}
    >
      {stances.map((stance) =>
        heard[stance].articles === 0 ? null : (
          <span
            class={`fill-${stance}`}
            style={{ height: `${(heard[stance].articles / whole) * 100}%` }}
            key={stance}
          />
        ),
      )}
    </div>
  )
}
