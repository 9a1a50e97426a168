import { blockText } from '../body.ts'
import type { Entry } from '../content.ts'
import type { Edition } from '../edition.ts'
import type { Outlet } from '../outlet.ts'

/** What a page template shows. */
export interface PageView {
  readonly outlet: Outlet
  readonly base: string
  readonly entry: Entry
  readonly url: string
  readonly language: string
  /** Other entries of the outlet that have appeared, newest first, for the lists around the article. */
  readonly neighbours: readonly Entry[]
}

const maxNeighbours = 8

/** Gathers what a page shows of an entry at the instant when `appeared` were the outlet's entries. */
export const pageView = ({ outlet, base }: Edition, entry: Entry, appeared: readonly Entry[]): PageView => ({
  outlet,
  base,
  entry,
  url: base + entry.path,
  language: entry.language ?? outlet.language,
  neighbours: appeared.filter(({ slug, listed }) => listed && slug !== entry.slug).slice(0, maxNeighbours),
})

/** The standfirst, or the beginning of the text where there is none. */
export function summaryOf({ deck, blocks, title }: Entry): string {
  const [first] = blocks
  return deck ?? (first === undefined ? title : blockText(first).slice(0, 180))
}

/** The authors as a byline gives them: "A", "A and B", "A, B and C". */
export const bylineOf = ({ authors }: Entry, language: string): string => new Intl.ListFormat(language).format(authors)

/** The year of publication, for the line at the foot of a page. */
export const yearOf = ({ publishedAt }: Entry): string => publishedAt.slice(0, 4)
