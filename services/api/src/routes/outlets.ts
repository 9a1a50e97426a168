import { type Database, findCopies, findOutlets, latestMoment } from '@stancewire/read-model'
import { z } from 'zod'
import type { Deps, TypedServer } from '../server.ts'
import { answers, by, paging, span, spanMs } from './asked.ts'

const dayMs = 86_400_000
const usualDays = 30

const Span = z.object({ since: z.string(), until: z.string() })

const Outlet = z.object({
  outlet: z.string(),
  articles: z.int(),
  ...{ new: z.int(), exact: z.int(), near: z.int(), partial: z.int() },
  /** How many of its articles were repeated by other outlets, as the earliest published of their groups. */
  wasFirst: z.int(),
  /** How often other outlets repeated its articles, or took passages from them. */
  copied: z.int(),
  firstAt: z.string(),
  lastAt: z.string(),
})

const Copies = z.object({
  /** Who told it later. */
  copier: z.string(),
  /** Whose it was: of the earliest published article of a group, or of the article whose passages were taken. */
  source: z.string(),
  /** Articles that repeat one of the source. */
  copies: z.int(),
  /** Articles that take passages from one of the source. */
  partial: z.int(),
  lastAt: z.string(),
})

const withinSpan = 'without `since`, of the last 30 days of what is there'

/** Publishers, and who of them copied whom. */
export function outletRoutes(server: TypedServer, { database }: Deps): void {
  server.get(
    '/outlets',
    {
      schema: {
        summary: `Who published how much, and how much of it was new; ${withinSpan}`,
        querystring: z.strictObject({ topic: by.topic, ...span, ...paging }),
        response: answers(Span.extend({ items: z.array(Outlet), next: z.string().nullable() })),
      },
    },
    async ({ query: { topic, limit, cursor, ...asked } }) => {
      const within = await wholeSpan(database, asked)
      const page = await findOutlets(database, { topic, ...within }, { limit, cursor })
      const items = page.items.map(({ firstMs, lastMs, ...outlet }) => ({
        ...outlet,
        ...{ firstAt: instant(firstMs), lastAt: instant(lastMs) },
      }))
      return { ...shown(within), ...page, items }
    },
  )
  server.get(
    '/outlets/copies',
    {
      schema: {
        summary: `Which outlet copied which, the most frequent first; ${withinSpan}`,
        querystring: z.strictObject({
          ...{ topic: by.topic, copier: by.outlet, source: by.outlet },
          ...span,
          limit: z.coerce.number().int().min(1).max(1_000).default(100),
        }),
        response: answers(Span.extend({ items: z.array(Copies) })),
      },
    },
    async ({ query: { since, until, limit, ...asked } }) => {
      const within = await wholeSpan(database, { since, until })
      const pairs = await findCopies(database, { ...asked, ...within }, limit)
      return { ...shown(within), items: pairs.map(({ lastMs, ...pair }) => ({ ...pair, lastAt: instant(lastMs) })) }
    },
  )
}

/** The span that was asked for; where it has no beginning, one that is bounded. */
async function wholeSpan(database: Database, asked: Parameters<typeof spanMs>[0]) {
  const { sinceMs, untilMs } = spanMs(asked)
  const endMs = untilMs ?? ((await latestMoment(database)) ?? Date.now()) + 1
  return { sinceMs: sinceMs ?? endMs - usualDays * dayMs, untilMs: endMs }
}

function shown({ sinceMs, untilMs }: { sinceMs: number; untilMs: number }) {
  return { since: instant(sinceMs), until: instant(untilMs) }
}

function instant(ms: number): string {
  return new Date(ms).toISOString()
}
