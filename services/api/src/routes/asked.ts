import { z } from 'zod'
import { BackwardsError } from '../backwards-error.ts'
import { Problem } from '../problem.ts'

/** What every list takes. Strict: a misspelt parameter would answer another question. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(300).optional().describe('`next` of the page before'),
}

/** An instant or a date. */
export const Moment = z.union([z.iso.datetime({ offset: true }).max(40), z.iso.date()], {
  error: 'expected an instant like 2026-03-03T09:00:00Z, or a date',
})
/** A span of time: from `since` on, before `until`. */
export const span = {
  since: Moment.optional().describe('From this instant or date on: when it was published, said, ended or announced'),
  until: Moment.optional().describe('Before this instant or date'),
}

/** A span in milliseconds since 1970. Throws {@link BackwardsError} where it ends before it begins. */
export function spanMs({ since, until }: { since?: string | undefined; until?: string | undefined }) {
  const sinceMs = since === undefined ? undefined : Date.parse(since)
  const untilMs = until === undefined ? undefined : Date.parse(until)
  if (sinceMs !== undefined && untilMs !== undefined && sinceMs > untilMs)
    throw new BackwardsError('since comes after until: nothing lies between them')
  return { sinceMs, untilMs }
}

/** An instant in milliseconds since 1970; a date counts to its end. */
export function untilMs(moment: string): number {
  return Date.parse(moment.length === 10 ? `${moment}T23:59:59.999Z` : moment)
}

/** A page of a list. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() })

const aProblem = { content: { 'application/problem+json': { schema: Problem } } }
/** How any route may refuse. */
export const problems = { '4xx': aProblem, '5xx': aProblem }

/** The answers of a route: what it promises, and problems. */
export function answers<Schema extends z.ZodType>(schema: Schema) {
  return { 200: schema, ...problems }
}

/** Words of a topic, an outlet, a holder. */
export const name = z.string().min(1).max(200)

/** By what lists are narrowed: each means the same wherever it is taken. */
export const by = {
  host: name.optional().describe('This host, or one below it, in whatever case'),
  source: name.optional().describe('The id of a source, as /v1/sources tells it'),
  topic: name.optional().describe('The id of a topic, as /v1/topics tells it; one that nobody knows is refused'),
  outlet: name.optional().describe('The name of a publisher, letter by letter, as /v1/outlets tells it'),
  affiliation: name.optional().describe('What a holder belongs to, letter by letter, as positions tell it'),
}
