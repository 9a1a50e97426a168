import { useState } from 'preact/hooks'
import { countText, shareText } from '../../parts/amounts.ts'
import { Stance } from '../../parts/stance.tsx'
import { stances } from '../words.ts'
import { sharesOf, stretchText } from './stretch-words.ts'
import type { Timeline } from './use-timeline.ts'

/** What the columns show, as numbers, the latest first. */
export function StretchTable({ timeline: { stretches, size } }: { readonly timeline: Timeline }) {
  const [isOpen, setOpen] = useState(false)
  const heard = stretches.filter((stretch) => sharesOf(stretch).all > 0)
  return (
    <details class="stretch-numbers" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The numbers</summary>
      <p class="muted">
        An article in which two stances are heard counts for each. Statements and holders stand in brackets.
      </p>
      {isOpen && (
        <div class="stretch-table">
          <table>
            <caption class="unseen">Articles by stance, by {size}</caption>
            <thead>
              <tr>
                <th scope="col">{size} of UTC</th>
                {stances.map((stance) => (
                  <th scope="col" class="end" key={stance}>
                    <Stance stance={stance} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {heard.toReversed().map((stretch) => (
                <tr key={stretch.from}>
                  <th scope="row">{stretchText(stretch, size)}</th>
                  {stances.map((stance) => (
                    <td class="end" key={stance}>
                      {countText(stretch.heard[stance].articles)} · {shareText(sharesOf(stretch).shares[stance])}{' '}
                      <span class="muted">
                        ({countText(stretch.heard[stance].statements)}, {countText(stretch.heard[stance].holders)})
                      </span>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  )
}
