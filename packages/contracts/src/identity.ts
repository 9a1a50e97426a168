import { createHash } from 'node:crypto'
import { z } from 'zod'

/** Letter and hash of the canonical URL. May stand in job ids and keys: no colon, not all digits. */
export const UrlId = z.string().regex(/^u[0-9a-f]{32}$/)
/** Letter and hash of the article's canonical URL after parsing. */
export const ArticleId = z.string().regex(/^a[0-9a-f]{32}$/)
/** The first-seen member of a duplicate group; never changes. */
export const GroupId = z.string().regex(/^a[0-9a-f]{32}$/)
/** Letter and hash of a holder's name. */
export const HolderId = z.string().regex(/^h[0-9a-f]{32}$/)
export const StoryId = z.string().regex(/^s[0-9a-f]{8,64}$/)

/** ISO 8601 in UTC, to the second or finer. */
export const Instant = z.iso.datetime()
/** An instant, or a bare date where the zone is unknown. */
export const InstantOrDate = z.union([Instant, z.iso.date()])
export type InstantOrDate = z.infer<typeof InstantOrDate>
/** A share or probability in [0, 1]. */
export const UnitInterval = z.number().min(0).max(1)

/** One run of one URL: runs count up per `urlId`, from 1. */
export const RunRef = z.object({ urlId: UrlId, run: z.int().min(1) })
export type RunRef = z.infer<typeof RunRef>

/** The id of the job that carries this run through this stage, the same on every delivery. */
export function jobId(stage: string, { urlId, run }: RunRef): string {
  return `${stage}-${urlId}-${run}`
}

/** The id of an event: letter and hash of its type and of what it states, so that a repeat has the same id. */
export function eventId(type: string, ...states: readonly (string | number)[]): string {
  return `e${createHash('sha256')
    .update(JSON.stringify([type, ...states]))
    .digest('hex')
    .slice(0, 32)}`
}
