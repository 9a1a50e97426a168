import { rateText } from '../parts/amounts.ts'
import { clock } from '../parts/clock.ts'
import { Count } from '../parts/numbers.tsx'
import { OuterLink } from '../parts/outer-link.tsx'
import type { Column } from '../parts/table.tsx'
import { Tag } from '../parts/tag.tsx'
import { When } from '../parts/when.tsx'
import { useStore } from '../store.ts'
import { SourceActions } from './actions.tsx'
import type { Source } from './asked.ts'
import { StateCell } from './state-cell.tsx'
import { whyNext } from './why-next.ts'

/** What is told of a source; what can be done about it, to those who may. */
export function sourceColumns(mayAct: boolean, again: () => void): Column<Source>[] {
  const told: Column<Source>[] = [
    { head: 'Source', isName: true, cell: (source) => <NameCell source={source} /> },
    { head: 'State', cell: (source) => <StateCell source={source} /> },
    { head: 'Polled', cell: ({ feed }) => <When at={feed?.lastPolledAt} /> },
    { head: 'Next poll', cell: (source) => <NextCell source={source} /> },
    { head: 'Last new', cell: (source) => <NewCell source={source} /> },
    { head: 'A day', isNumber: true, cell: (source) => <YieldCell source={source} /> },
    { head: 'Failures', cell: (source) => <FailuresCell source={source} /> },
  ]
  if (!mayAct) return told
  return [...told, { head: 'Do', cell: (source) => <SourceActions source={source} again={again} /> }]
}

type Cell = { readonly source: Source }

function NameCell({ source: { id, url, outlet, from, added } }: Cell) {
  return (
    <div class="source-cell source-name">
      <a href={`/sources?id=${encodeURIComponent(id)}`}>{id}</a>
      <span class="source-note">{outlet ?? 'outlet: what the page says'}</span>
      <span class="source-note">
        <OuterLink href={url}>{shortAddress(url)}</OuterLink>
      </span>
      {from === 'added' && added && (
        <span class="source-note">
          <Tag>added</Tag> by <bdi>{added.by}</bdi>, <When at={added.at} />
        </span>
      )}
    </div>
  )
}

const shownMost = 32

function shortAddress(url: string): string {
  const { host = url, pathname = '', search = '' } = URL.parse(url) ?? {}
  const text = `${host}${pathname}${search}`.replace(/\/$/, '')
  return text.length > shownMost ? `${text.slice(0, shownMost - 1)}…` : text
}

function NextCell({ source }: Cell) {
  const isKnown = source.feed !== null && source.state !== 'paused'
  return (
    <div class="source-cell">
      {isKnown && source.feed?.nextPollAt && (
        <Due at={source.feed.nextPollAt} isOverdue={source.silence?.why === 'not-polled'} />
      )}
      <span class="source-note">{whyNext(source)}</span>
    </div>
  )
}

/** What has come and was not done yet is due; where it is long due, since when. */
function Due({ at, isOverdue }: { readonly at: string; readonly isOverdue: boolean }) {
  useStore(clock)
  if (Date.parse(at) > Date.now()) return <When at={at} />
  if (isOverdue)
    return (
      <span>
        due <When at={at} />
      </span>
    )
  return (
    <time dateTime={at} title={at}>
      due now
    </time>
  )
}

function NewCell({ source: { feed } }: Cell) {
  return <When at={feed?.lastNewAt} />
}

function YieldCell({ source: { id, itemsPerDay, runs, articles } }: Cell) {
  return (
    <div class="source-cell">
      <a class="number" href={`/jobs?state=ended&source=${encodeURIComponent(id)}`}>
        {rateText(itemsPerDay)}
      </a>
      <span class="source-note source-figure">
        <Count value={runs.lastWeek} /> in 7 days
      </span>
      <span class="source-note source-figure">
        articles: <Count value={articles.lastWeek} />
      </span>
    </div>
  )
}

function FailuresCell({ source: { feed } }: Cell) {
  if (!feed) return <span>–</span>
  return (
    <div class="source-cell">
      <span>{feed.failures === 0 ? 'none' : `${feed.failures} in a row`}</span>
      {feed.lastError && (
        <span class="source-note">
          <When at={feed.lastError.at} />: <bdi>{feed.lastError.why}</bdi>
        </span>
      )}
    </div>
  )
}
