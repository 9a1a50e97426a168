/** When something was said or published, as it was told and in milliseconds since 1970. */
export type Moment = { readonly at: string; readonly ms: number }

/**
 * When an article was published: never later than it was fetched, and then where nobody knows. A bare date counts to its end: an article of
 * today is not older than what was said this morning.
 */
export function publishedMoment(publishedAt: string | null, fetchedAt: string): Moment {
  const fetchedMs = Date.parse(fetchedAt)
  if (publishedAt === null) return { at: fetchedAt, ms: fetchedMs }
  const ms = Date.parse(publishedAt.length === 10 ? `${publishedAt}T23:59:59.999Z` : publishedAt)
  return ms > fetchedMs && publishedAt.length > 10
    ? { at: fetchedAt, ms: fetchedMs }
    : { at: publishedAt, ms: Math.min(ms, fetchedMs) }
}
