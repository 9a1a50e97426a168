import type { CloudEvent, PipelineEvent } from '@stancewire/contracts'
import type {
  ArticleRow,
  ArticleTopicRow,
  CounterRow,
  HolderRow,
  ReuseRow,
  RevisionRow,
  RunRow,
  RunStepRow,
  StandingRow,
  StatementRow,
  StoryRow,
} from '../database/tables.ts'
import { noPast, type Past } from './past.ts'
import type { PositionMove } from './position-move.ts'

/** One event to be projected, with the text of its article where it has one and it is still kept. */
export type Entry = { readonly position: string; readonly event: CloudEvent; readonly text?: string | undefined }

/** An entry whose event was read, with its place in the archive's order; `known` is missing where a later version announced it. */
export type ReadEntry = Pick<Entry, 'event' | 'text'> & {
  readonly ordinal: number
  readonly known: PipelineEvent | undefined
}

/** A text to be kept and to be found; its number is the ordinal of the event that brought it. */
export type KeptText = {
  readonly number: number
  readonly articleId: string
  readonly revision: number
  readonly language: string | null
  readonly title: string
  readonly content: string
}

/** What the tables say now of whatever a batch is about. */
export type Known = {
  readonly articles: ReadonlyMap<string, ArticleRow>
  readonly holders: ReadonlyMap<string, HolderRow>
  readonly standings: ReadonlyMap<string, StandingRow>
  readonly stories: ReadonlyMap<string, StoryRow>
  /** Of a group the event that decided last which original is displayed, in the order of the stream. */
  readonly lastDecisions: ReadonlyMap<string, string>
  /** When a run was let go (ms since 1970), by `urlId/run`. */
  readonly discards: ReadonlyMap<string, number>
}

/** What a batch does to the tables. Rows under the same key replace what stood there. */
export class Draft {
  readonly runs = new Map<string, RunRow>()
  readonly steps: RunStepRow[] = []
  readonly discarded: { urlId: string; run: number; discardedMs: number }[] = []
  readonly articles: Map<string, ArticleRow>
  readonly changedArticles = new Set<string>()
  readonly topics = new Map<string, readonly ArticleTopicRow[]>()
  readonly revisions = new Map<string, RevisionRow>()
  readonly reuses = new Map<string, readonly ReuseRow[]>()
  readonly texts = new Map<string, KeptText>()
  /** What came late: kept where nothing stands in its place, and not what is found. */
  readonly late: { readonly revisions: RevisionRow[]; readonly texts: KeptText[] } = { revisions: [], texts: [] }
  readonly groups = new Map<string, { groupId: string; original: string; isFirst: boolean }>()
  readonly stories = new Map<string, StoryRow>()
  readonly holders: Map<string, HolderRow>
  readonly statements = new Map<string, readonly StatementRow[]>()
  readonly standings: Map<string, StandingRow>
  readonly changedStandings = new Set<string>()
  readonly moves: PositionMove[] = []
  readonly counters = new Map<string, CounterRow>()
  readonly known: Known
  readonly past: Past

  constructor(known: Known, past: Past = noPast) {
    this.known = known
    this.past = past
    this.articles = new Map(known.articles)
    this.holders = new Map(known.holders)
    this.standings = new Map(known.standings)
  }
}
