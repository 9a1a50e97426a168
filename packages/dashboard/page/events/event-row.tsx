import { useId } from 'preact/hooks'
import type { GetEvent } from '../api/answers.ts'
import { When } from '../parts/when.tsx'
import { aboutEvent } from './about.ts'
import { eventTypes } from './event-types.ts'

type Props = {
  readonly event: GetEvent
  readonly isOpen: boolean
  readonly onToggle: () => void
}

/** An event in a line, and as it was announced where that is wanted. */
export function EventRow({ event, isOpen, onToggle }: Props) {
  const id = useId()
  const { type, time } = event
  const { text, more, links } = aboutEvent(event)
  return (
    <li class={isOpen ? 'event event-open' : 'event'} data-event={event.id}>
      <div class="event-line">
        <span class="event-time">
          <When at={time} how="time" /> <When at={time} how="day" />
        </span>
        <span class={`event-type event-${type.split('.')[0]}`} title={type}>
          {eventTypes[type] ?? type}
        </span>
        <span class="event-text">
          <bdi>{text}</bdi>
          {more && <span class="muted"> {more}</span>}
        </span>
        <span class="event-links">
          {links.map(({ href, text: to }) => (
            <a href={href} key={href} aria-label={`${to} of ${text}`}>
              {to}
            </a>
          ))}
          <button
            type="button"
            class="button button-quiet event-toggle"
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            aria-label={`${isOpen ? 'Close' : 'JSON of'} event ${event.id}`}
            onClick={onToggle}
          >
            {isOpen ? 'Close' : 'JSON'}
          </button>
        </span>
      </div>
      {isOpen && <EventJson id={id} event={event} />}
    </li>
  )
}

/** An event as it was announced. */
function EventJson({ id, event }: { readonly id?: string; readonly event: GetEvent }) {
  return (
    <pre id={id} class="event-json">
      {JSON.stringify(event, null, 2)}
    </pre>
  )
}
