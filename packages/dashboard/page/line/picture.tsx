import type { Sample } from '../live/sample.ts'
import { rateText } from '../parts/amounts.ts'
import { ConsumersCard, SourcesCard } from './outer-cards.tsx'
import { StageCard } from './stage-card.tsx'

const notKnown = 'not known without Redis'

/** The line from its sources to those who read its events: what stands at each station, and how much goes along each arrow. */
export function Picture({ sample }: { readonly sample: Sample }) {
  const { stages } = sample.line
  const isKnown = sample.redis === 'there'
  const groups = sample.consumers.filter(({ kind }) => kind === 'group')
  const archives = sample.consumers.filter(({ kind }) => kind === 'archive')
  return (
    <ol class="picture" aria-label="The line, from its sources to the archive">
      <li class="station">
        <SourcesCard sample={sample} />
      </li>
      {stages.map((stage) => (
        <li class="station" key={stage.stage}>
          <Arrow perMinute={stage.inPerMinute} />
          <StageCard stage={stage} atHosts={stage.stage === 'fetch' ? sample.line.hosts : null} />
        </li>
      ))}
      <li class="station">
        <Arrow perMinute={sample.line.eventsPerMinute} of="events" />
        <ConsumersCard title="Events" note={isKnown ? 'no consumer group follows them' : notKnown} consumers={groups} />
      </li>
      <li class="station">
        <Arrow perMinute={null} />
        <ConsumersCard title="Archive" note={isKnown ? 'no archive reads the events' : notKnown} consumers={archives} />
      </li>
    </ol>
  )
}

type ArrowProps = {
  readonly perMinute: number | null
  /** What goes along it, where that is no run. */
  readonly of?: string
}

function Arrow({ perMinute, of }: ArrowProps) {
  return (
    <span class="arrow">
      {perMinute !== null && (
        <span class="arrow-rate">
          {rateText(perMinute)}
          <span class="arrow-unit">/min</span>
          {of && <span class="arrow-of"> {of}</span>}
        </span>
      )}
      <span class="arrow-line" aria-hidden="true" />
    </span>
  )
}
