import { useState } from 'preact/hooks'
import { useQuery } from '../address/use-query.ts'
import type { GetEvent } from '../api/answers.ts'
import { useAnswer } from '../api/use-answer.ts'
import { useList } from '../api/use-list.ts'
import { Empty } from '../parts/empty.tsx'
import { Filters, SelectField, TextField } from '../parts/field.tsx'
import { List } from '../parts/list.tsx'
import { Loading } from '../parts/loading.tsx'
import { Page, Section } from '../parts/page.tsx'
import { Problem } from '../parts/problem.tsx'
import { EventRow } from './event-row.tsx'
import { typeOptions } from './event-types.ts'
import { TailBar } from './tail-bar.tsx'
import { useStart } from './use-start.ts'
import { useTail } from './use-tail.ts'
import './events.css'

function Events() {
  const [{ id, ...filter }, change] = useQuery(['id', 'type', 'subject', 'since', 'until'])
  const [isPaused, setPaused] = useState(false)
  const start = useStart()
  const list = useList<GetEvent>(start.isKnown ? '/v1/events/newest' : null, filter)
  // What is over at some time has no tail.
  const canFollow = filter.until === ''
  const isReady = list.isRead && !(list.isLoading && list.items.length === 0)
  const tail = useTail(filter, {
    isWanted: canFollow && !isPaused,
    after: isReady ? (list.items[0]?.id ?? start.id) : undefined,
    onGap: () => {
      start.again()
      list.again()
    },
  })
  const shown = [...tail.events, ...list.items]
  const toggle = (one: string) => change({ id: one === id ? '' : one }, 'replace')
  const isNarrowed = Object.values(filter).some((value) => value !== '')
  return (
    <Page
      title="Events"
      lead={<p>Everything the line announced, the last first. Others follow the same by the API, at /v1/events.</p>}
    >
      <Filters label="Find events">
        <SelectField label="Type" value={filter.type} onChange={(type) => change({ type })} options={typeOptions} />
        <TextField
          {...{
            label: 'Subject',
            value: filter.subject,
            onChange: (subject: string) => change({ subject: subject.trim() }),
          }}
          tells="change"
          maxLength={200}
          placeholder="a…, s…, u… or h…"
        />
        <TextField
          label="Announced from (UTC)"
          type="date"
          tells="change"
          value={filter.since}
          onChange={(since) => change({ since })}
        />
        <TextField
          label="Announced before (UTC)"
          type="date"
          tells="change"
          value={filter.until}
          onChange={(until) => change({ until })}
        />
        <TextField
          {...{ label: 'Id', value: id, onChange: (one: string) => change({ id: one.trim() }) }}
          tells="change"
          maxLength={40}
          placeholder="e…, shows this one"
        />
      </Filters>
      {id !== '' && isReady && !shown.some((event) => event.id === id) && (
        <OneEvent id={id} onClose={() => toggle(id)} />
      )}
      <TailBar tail={tail} isPaused={isPaused} onPause={setPaused} canFollow={canFollow} />
      {shown.length > list.items.length && <EventRows events={tail.events} {...{ id, toggle }} label="New events" />}
      {tail.isCut && (
        <p class="events-cut">
          More came than are kept here, and some are left out.{' '}
          <button type="button" class="button" onClick={list.again}>
            Read anew
          </button>
        </p>
      )}
      {!start.isKnown && <Loading what="events" rows={5} />}
      <List
        list={list}
        what="events"
        empty={
          tail.events.length > 0 ? null : (
            <Empty title={isNarrowed ? 'No event fits' : 'Nothing was announced yet'}>
              <p>
                {isNarrowed ? (
                  <a href="/events">Show all events</a>
                ) : (
                  <>
                    Each run of an address ends in an event. Does <a href="/">the line</a> run?
                  </>
                )}
              </p>
            </Empty>
          )
        }
      >
        {(items) => <EventRows events={items} {...{ id, toggle }} label="Events" />}
      </List>
    </Page>
  )
}

type RowsProps = {
  readonly events: readonly GetEvent[]
  readonly id: string
  readonly toggle: (id: string) => void
  readonly label: string
}

function EventRows({ events, id, toggle, label }: RowsProps) {
  return (
    <ol class="events" aria-label={label}>
      {events.map((event) => (
        <EventRow event={event} isOpen={event.id === id} onToggle={() => toggle(event.id)} key={event.id} />
      ))}
    </ol>
  )
}

/** The event that the address names, where it is none of those that are shown. */
function OneEvent({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const isId = /^e[0-9a-f]{32}$/.test(id)
  const { answer, problem, again } = useAnswer<GetEvent>(isId ? `/v1/events/${id}` : null)
  return (
    <Section title="This event">
      {answer && (
        <ol class="events">
          <EventRow event={answer} isOpen onToggle={onClose} />
        </ol>
      )}
      {isId && !answer && !problem && <Loading what="the event" />}
      {problem && problem.status !== 404 && <Problem problem={problem} retry={again} />}
      {(!isId || problem?.status === 404) && (
        <Empty title="No event has this id">
          <p>It may not be kept any more. An id is an e and 32 digits of 0 to 9 and a to f.</p>
        </Empty>
      )}
    </Section>
  )
}

export const page = Events
