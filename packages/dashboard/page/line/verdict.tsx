import type { Alarm, Sample } from '../live/sample.ts'
import { Tag } from '../parts/tag.tsx'
import { Told } from '../parts/told.tsx'
import { verdictOf } from './verdict-of.ts'

const signs = { well: '✓', warning: '!', critical: '!!' } as const

/** Whether all is well, and if not, what needs somebody, with the remedy and the way there. */
export function Verdict({ sample }: { readonly sample: Sample }) {
  const { level, text } = verdictOf(sample)
  return (
    <div class={`verdict verdict-${level}`}>
      <p class="verdict-text" role="status">
        <span class="verdict-sign" aria-hidden="true">
          {signs[level]}
        </span>
        {text}
      </p>
      {sample.alarms.length > 0 && (
        <ul class="alarms">
          {sample.alarms.map((alarm) => (
            <AlarmRow alarm={alarm} key={alarm.id} />
          ))}
        </ul>
      )}
    </div>
  )
}

function AlarmRow({ alarm: { level, what, where, remedy, href } }: { readonly alarm: Alarm }) {
  // A page of ours, but this one: what begins with two slashes would be another host.
  const leadsOn = /^\/(?!\/)./.test(href)
  return (
    <li class="alarm">
      <Tag tone={level === 'critical' ? 'bad' : 'warning'}>{level}</Tag>
      <div>
        <p>
          <strong>
            <Told text={what} />
          </strong>{' '}
          {!what.includes(where) && <span class="muted">{where}</span>}
        </p>
        <p>
          <Told text={remedy} />
        </p>
      </div>
      {leadsOn && (
        <a class="button" href={href}>
          Look<span class="unseen"> into: {what}</span>
        </a>
      )}
    </li>
  )
}
