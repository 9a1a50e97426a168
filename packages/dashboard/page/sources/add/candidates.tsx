import { Button } from '../../parts/button.tsx'
import { Count } from '../../parts/numbers.tsx'
import { Table } from '../../parts/table.tsx'
import { When } from '../../parts/when.tsx'
import type { Candidate } from '../asked.ts'
import { formatNames } from '../trial.tsx'

type Props = {
  readonly candidates: readonly Candidate[]
  /** The address of the one that is looked at. */
  readonly chosen: string
  readonly choose: (url: string) => void
}

const origins = { itself: 'the address itself', page: 'named by the page', guess: 'at a usual place' } as const

/** The feeds that were found, each with a way to see what a poll would find. */
export function Candidates({ candidates, chosen, choose }: Props) {
  return (
    <Table
      caption="Feeds that were found"
      rows={candidates}
      keyOf={({ url }) => url}
      isChosen={({ url }) => url === chosen}
      columns={[
        { head: 'Feed', isName: true, cell: (feed) => <Named feed={feed} name={nameOf(feed, candidates)} /> },
        { head: 'Found', cell: ({ from }) => origins[from] },
        { head: 'Format', cell: ({ format }) => (format ? formatNames[format] : '–') },
        { head: 'Items', isNumber: true, cell: ({ items, format }) => <Count value={format ? items : null} /> },
        { head: 'Newest', cell: ({ newestAt }) => <When at={newestAt} /> },
        { head: 'Look', cell: (feed) => <Look {...{ feed, choose }} name={nameOf(feed, candidates)} /> },
      ]}
    />
  )
}

/** What a feed calls itself, with its path where another one calls itself the same. */
function nameOf({ title, url }: Candidate, all: readonly Candidate[]): string {
  const isAlone = all.filter((one) => one.title === title).length < 2
  const path = URL.parse(url)?.pathname ?? url
  return isAlone ? (title ?? 'without a title') : `${title ?? 'without a title'} (${path})`
}

function Named({ feed: { url }, name }: { readonly feed: Candidate; readonly name: string }) {
  return (
    <div class="source-cell source-name">
      <span>{name}</span>
      <span class="source-note">{url}</span>
    </div>
  )
}

function Look({
  feed: { url, problem, sourceId },
  name,
  choose,
}: { readonly feed: Candidate; readonly name: string } & Pick<Props, 'choose'>) {
  if (problem !== null) return <span class="source-note">{problem}</span>
  return (
    <div class="source-acts">
      <Button label={`See what it lists: ${name}`} onPress={() => choose(url)}>
        See what it lists
      </Button>
      {sourceId !== null && (
        <span class="source-note">
          <a href={`/sources?id=${encodeURIComponent(sourceId)}`}>{sourceId}</a> polls it already
        </span>
      )}
    </div>
  )
}
