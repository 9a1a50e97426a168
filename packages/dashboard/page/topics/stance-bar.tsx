import { countText } from '../parts/amounts.ts'
import { type StanceCounts, stances } from './words.ts'
import './stance-bar.css'

/** How many take each stance, as a bar that repeats the numbers beside it. */
export function StanceBar({ counts }: { readonly counts: StanceCounts }) {
  const isNone = stances.every((stance) => counts[stance] === 0)
  return (
    <div class={isNone ? 'stance-bar stance-bar-none' : 'stance-bar'} aria-hidden="true">
      {stances.map((stance) =>
        counts[stance] === 0 ? null : (
          <span
            class={`fill-${stance}`}
            style={{ flexGrow: counts[stance] }}
            title={`${countText(counts[stance])} ${stance}`}
            key={stance}
          />
        ),
      )}
    </div>
  )
}
