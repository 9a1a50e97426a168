import type { Entry } from './content.ts'
import { type Edition, listedUrl } from './edition.ts'
import type { FrontMatter } from './front-matter.ts'

/** How the run of one listed address ends in a pipeline that does its work. */
export interface ExpectedEnd {
  /** The address without tracking parameters. */
  readonly url: string
  /** The address as the feed gives it. */
  readonly listedUrl: string
  readonly slug: string
  readonly outlet: string
  readonly title: string
  readonly kind: Entry['kind']
  readonly end: FrontMatter['expect']['end']
  /** The stop reason of the end `stopped`. */
  readonly reason?: NonNullable<FrontMatter['expect']['reason']>
  /**
   * The address whose article this one repeats. Whichever of them is seen first is classified and the others are
   * duplicated, so a test that does not fix the order compares the group.
   */
  readonly copyOf?: string
  /** The addresses that passages were taken from. */
  readonly reuses: readonly string[]
}

/** The expected end of every address that the feeds list, in order of appearance. */
export function expectedEnds(editions: readonly Edition[]): ExpectedEnd[] {
  const urls = new Map(editions.flatMap(({ base, entries }) => entries.map(({ slug, path }) => [slug, base + path])))
  const urlOf = (slug: string): string => urls.get(slug) ?? ''
  const listed = editions.flatMap((edition) =>
    edition.entries.filter((entry) => entry.listed).map((entry) => ({ edition, entry })),
  )
  return listed
    .sort((a, b) => a.entry.appearAfterMs - b.entry.appearAfterMs)
    .map(({ edition, entry }) => {
      const repeated = entry.copyOf ?? (entry.expect.end === 'duplicated' ? entry.to : undefined)
      return {
        url: urlOf(entry.slug),
        listedUrl: listedUrl(edition, entry),
        slug: entry.slug,
        outlet: entry.outlet,
        title: entry.title,
        kind: entry.kind,
        end: entry.expect.end,
        ...(entry.expect.reason === undefined ? {} : { reason: entry.expect.reason }),
        ...(repeated === undefined ? {} : { copyOf: urlOf(repeated) }),
        reuses: entry.reuses.map(urlOf),
      }
    })
}
