import type { z } from 'zod'
import { DedupVerdict, DiscoveredUrl, FetchedPage, ParsedArticle } from './messages.ts'
import type { Stage } from './vocabulary.ts'

/** One arrow of the line: what waits in the queue, how often a job is tried and how long one try may take. */
export type Queue<Name extends Stage = Stage, Schema extends z.ZodType = z.ZodType> = {
  readonly name: Name
  readonly message: Schema
  /** Tries before the run fails. `later` and stalls are not counted here. */
  readonly attempts: number
  /** Delay before the second try; it doubles with each, with jitter. */
  readonly backoffMs: number
  /** One try is given up after this long. */
  readonly timeoutMs: number
}

/** What a queue's jobs carry. */
export type MessageOf<Q extends Queue> = z.infer<Q['message']>

function queue<Name extends Stage, Schema extends z.ZodType>(
  name: Name,
  message: Schema,
  limits: { attempts: number; backoffMs: number; timeoutMs: number },
): Queue<Name, Schema> {
  return { name, message, ...limits }
}

/**
 * The line, top to bottom: what waits in each queue, and how often it is tried.
 * A stage reads one queue and writes the next; the last one writes events.
 */
export const queues = {
  fetch: queue('fetch', DiscoveredUrl, { attempts: 4, backoffMs: 1_000, timeoutMs: 60_000 }),
  parse: queue('parse', FetchedPage, { attempts: 2, backoffMs: 500, timeoutMs: 10_000 }),
  deduplicate: queue('deduplicate', ParsedArticle, { attempts: 5, backoffMs: 500, timeoutMs: 30_000 }),
  classifyStance: queue('classify-stance', DedupVerdict, { attempts: 2, backoffMs: 500, timeoutMs: 10_000 }),
} as const

/** A job's payload stays below this in 99 of 100 cases; bodies never travel in jobs. */
export const messageBytesUsual = 2_048
