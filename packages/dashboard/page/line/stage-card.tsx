import type { Sample, StageSample } from '../live/sample.ts'
import { countText, durationText, rateText } from '../parts/amounts.ts'
import { Count } from '../parts/numbers.tsx'
import { Tag } from '../parts/tag.tsx'
import { When } from '../parts/when.tsx'
import { useMay } from '../session.ts'
import { outcomeWords } from './outcome-words.ts'
import { PauseStage } from './pause-stage.tsx'
import { stageTitle } from './stage-names.ts'

type Props = { readonly stage: StageSample }
type Hosts = Sample['line']['hosts']
type CardProps = Props & {
  /** What waits at its host until this stage takes it. */
  readonly atHosts: Hosts
}

/** A stage: what waits there, how long, how fast it goes, and how what it took ended. */
export function StageCard({ stage, atHosts }: CardProps) {
  const mayOperate = useMay('operate')
  const { stage: name, isPaused } = stage
  return (
    <section class={isPaused ? 'station-card stage stage-paused' : 'station-card stage'} aria-label={stageTitle(name)}>
      <div class="station-head">
        <h3>{stageTitle(name)}</h3>
        <StateTag stage={stage} atHosts={atHosts} />
      </div>
      <Waiting stage={stage} atHosts={atHosts} />
      {isPaused && <Paused paused={stage.paused} />}
      <States stage={stage} />
      <Pace stage={stage} />
      <Ends stage={stage} />
      {mayOperate && <PauseStage stage={stage} />}
    </section>
  )
}

function StateTag({ stage: { isPaused, active, waiting, workers }, atHosts }: CardProps) {
  if (isPaused) return <Tag tone="warning">paused</Tag>
  if (active === null) return <Tag tone="bad">unknown</Tag>
  if (workers === 0) return <Tag tone={waiting || atHosts?.waiting ? 'bad' : 'warning'}>no worker</Tag>
  return active > 0 ? <Tag tone="good">working</Tag> : <Tag>idle</Tag>
}

function Waiting({ stage: { stage, waiting, waitingReplays, oldestWaitingMs }, atHosts }: CardProps) {
  return (
    <p class="station-main">
      <a href={`/jobs?stage=${stage}&state=waiting`}>
        <Count value={waiting} />
      </a>{' '}
      waiting
      <span class="station-note">
        {oldestWaitingMs !== null && `the oldest for ${durationText(oldestWaitingMs)}`}
        {waitingReplays !== null && waitingReplays > 0 && ` and ${waitingReplays} to be done again`}
      </span>
      {atHosts && atHosts.waiting > 0 && <span class="station-note">{atHostsText(atHosts)}</span>}
    </p>
  )
}

function atHostsText({ waiting, oldestWaitingMs }: NonNullable<Hosts>): string {
  const age = oldestWaitingMs === null ? 'put off on purpose' : `the oldest for ${durationText(oldestWaitingMs)}`
  return `and ${countText(waiting)} at their hosts, ${age}`
}

function Paused({ paused }: Pick<StageSample, 'paused'>) {
  if (!paused) return <p class="stage-pause">By another tool, such as a queue monitor.</p>
  const { by, reason, until } = paused
  return (
    <p class="stage-pause">
      “<bdi>{reason}</bdi>” (<bdi>{by}</bdi>). {until ? 'Goes on ' : 'Until it is resumed.'}
      {until && <When at={until} />}
    </p>
  )
}

const states = ['active', 'delayed', 'failed'] as const

function States({ stage }: Props) {
  return (
    <dl class="facts">
      {states.map((state) => (
        <div class={state === 'failed' && stage.failed ? 'fact fact-bad' : 'fact'} key={state}>
          <dt>{state}</dt>
          <dd>
            <a href={`/jobs?stage=${stage.stage}&state=${state}`}>
              <Count value={stage[state]} />
            </a>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Pace({ stage: { stage, inPerMinute, outPerMinute, p50Ms, p95Ms } }: Props) {
  // What comes to the first stage is what the line takes in: it waits at its host before.
  const coming = stage === 'fetch' ? 'accepted' : 'in'
  return (
    <>
      <Facts head="Per minute, last minute" facts={{ [coming]: rateText(inPerMinute), out: rateText(outPerMinute) }} />
      <Facts head="Work, last 5 minutes" facts={{ p50: durationText(p50Ms), p95: durationText(p95Ms) }} />
    </>
  )
}

type FactsProps = {
  /** What the figures are, and over which time. */
  readonly head: string
  readonly facts: Readonly<Record<string, string>>
}

function Facts({ head, facts }: FactsProps) {
  return (
    <div class="pace">
      <p class="pace-head">{head}</p>
      <dl class="facts facts-pace">
        {Object.entries(facts).map(([name, text]) => (
          <div class="fact" key={name}>
            <dt>{name}</dt>
            <dd class="number">{text}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function Ends({ stage: { passed, ends } }: Props) {
  const ended = Object.entries(ends).filter(([, count]) => count > 0)
  const counted = [...(passed ? [['passed on', passed] as const] : []), ...ended.toSorted(([, a], [, b]) => b - a)]
  return (
    <div class="ends">
      <p class="ends-head">In the last hour</p>
      {counted.length === 0 ? (
        <p>nothing</p>
      ) : (
        <ul>
          {counted.map(([outcome, count]) => (
            <li key={outcome}>
              <Count value={count} /> <span>{outcomeWords(outcome)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
