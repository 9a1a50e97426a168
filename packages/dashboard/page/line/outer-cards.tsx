import type { ConsumerSample, Sample } from '../live/sample.ts'
import { countText, durationText, shareText } from '../parts/amounts.ts'
import { Count } from '../parts/numbers.tsx'
import { Tag } from '../parts/tag.tsx'

/** Where the line begins: the sources, and what waits at their hosts. */
export function SourcesCard({ sample: { sources, line, redis } }: { readonly sample: Sample }) {
  const { hosts, isFull, fullOf } = line
  // How polling goes stands in Redis.
  const known = (count: number) => (redis === 'there' ? count : null)
  const facts = [
    { name: 'silent', value: known(sources.silentCount), isBad: sources.silentCount > 0 },
    { name: 'failing', value: known(sources.failingCount), isBad: sources.failingCount > 0 },
    { name: 'URLs at hosts', value: hosts?.waiting ?? null, isBad: false },
    { name: 'hosts blocked', value: hosts?.blocked ?? null, isBad: false },
    { name: 'at FETCH', value: hosts?.inHand ?? null, isBad: false },
  ]
  return (
    <section class="station-card" aria-label="Sources">
      <div class="station-head">
        <h3>SOURCES</h3>
        {isFull && <Tag tone="warning">wait: {fullOf === 'memory' ? 'memory' : 'line'} full</Tag>}
      </div>
      <p class="station-main">
        <a href="/sources">
          <Count value={sources.total} />
        </a>{' '}
        in all
        <span class="station-note" />
      </p>
      <dl class="facts facts-one">
        {facts.map(({ name, value, isBad }) => (
          <div class={isBad ? 'fact fact-bad' : 'fact'} key={name}>
            <dt>{name}</dt>
            <dd>
              <Count value={value} />
            </dd>
          </div>
        ))}
      </dl>
      <Room line={line} />
    </section>
  )
}

/** How much room the line has left: where there is none, those who bring more wait. */
function Room({ line: { inFlight, limit, memory } }: Pick<Sample, 'line'>) {
  if (inFlight === null || limit === null) return null
  return (
    <div class="room">
      <p>
        <Count value={inFlight} /> of {countText(limit)} on their way
      </p>
      <progress value={Math.min(inFlight, limit)} max={Math.max(limit, 1)} aria-label="Runs on their way" />
      {memory && memory.share !== null && (
        <>
          <p>
            memory {shareText(memory.share)}, waits at {shareText(memory.shareMax)}
          </p>
          <progress value={Math.min(memory.share, 1)} max={1} aria-label="Memory of Redis" />
        </>
      )}
    </div>
  )
}

type ConsumersProps = {
  readonly title: string
  readonly note: string
  readonly consumers: readonly ConsumerSample[]
}

/** Those who read the line's events, and how far behind they are. */
export function ConsumersCard({ title, note, consumers }: ConsumersProps) {
  return (
    <section class="station-card" aria-label={title}>
      <div class="station-head">
        <h3>{title.toUpperCase()}</h3>
      </div>
      {consumers.length === 0 && <p class="muted">{note}</p>}
      {consumers.map((consumer) => (
        <Consumer consumer={consumer} key={consumer.name} />
      ))}
    </section>
  )
}

const caughtUpMs = 1_000

function Consumer({ consumer: { name, lagMs, lagEvents, pending, isLapsed } }: { readonly consumer: ConsumerSample }) {
  const isCaughtUp = lagEvents === null ? lagMs < caughtUpMs : lagEvents === 0
  return (
    <div class="consumer">
      <p class="station-main">
        {isCaughtUp ? (
          <span class="station-fine">up to date</span>
        ) : (
          <>
            <span class="number">{lagEvents === null ? durationText(lagMs) : countText(lagEvents)}</span> behind
          </>
        )}
        <span class="station-note">
          {name}
          {lagEvents !== null && lagMs > 0 && `, by ${durationText(lagMs)}`}
          {pending > 0 && `, ${countText(pending)} in hand`}
        </span>
      </p>
      {isLapsed && <Tag tone="bad">has missed events</Tag>}
    </div>
  )
}
