import type { LineConnection } from '../line-connection.ts'

/** A consumer group of the event stream, and how far it is. */
export type StreamGroup = {
  readonly name: string
  readonly pending: number
  /** How much later than what it was given last the last event came. */
  readonly lagMs: number
  /** Events that it was not given yet; `null` where Redis does not say. */
  readonly lagEvents: number | null
  /** Events went from the stream that it was never given; where Redis does not say (before 7.0), `false`. */
  readonly isLapsed: boolean
}

type Redis = LineConnection['redis']

/** How far the consumer groups of the stream under this prefix are: one question where there are none, two else. */
export async function readStreamGroups(redis: Redis, { prefix }: { prefix: string }): Promise<StreamGroup[]> {
  const key = `${prefix}:events`
  const groups = (await redis.xinfo('GROUPS', key).catch(noStream)) as unknown[][]
  if (groups.length === 0) return []
  const stream = factsOf((await redis.xinfo('STREAM', key).catch(noStream)) as unknown[])
  const newest = String(stream['last-generated-id'] ?? '0-0')
  // A group that begins at 0 was never given anything: it is as late as the oldest event that is kept.
  const oldestMs = msOf(String((stream['first-entry'] as unknown[] | null)?.[0] ?? newest))
  const added = numberOf(stream['entries-added'])
  const removed = added === null ? null : added - Number(stream.length ?? 0)
  return groups.map(factsOf).map((group) => {
    const read = numberOf(group['entries-read'])
    const lagEvents = numberOf(group.lag)
    const behindMs = msOf(newest) - (msOf(String(group['last-delivered-id'] ?? '0-0')) || oldestMs)
    return {
      name: String(group.name),
      pending: Number(group.pending ?? 0),
      lagMs: lagEvents === 0 ? 0 : Math.max(0, behindMs),
      lagEvents,
      isLapsed: read !== null && removed !== null && read < removed,
    }
  })
}

function noStream(error: unknown): unknown[] {
  if (error instanceof Error && /no such key/i.test(error.message)) return []
  throw error
}

function factsOf(reply: readonly unknown[]): Record<string, unknown> {
  const pairs = reply.flatMap((name, at) => (at % 2 === 0 ? [[String(name), reply[at + 1]] as const] : []))
  return Object.fromEntries(pairs)
}

function numberOf(value: unknown): number | null {
  return value === undefined || value === null ? null : Number(value)
}

/** A position on a stream begins with the moment of its entry. */
function msOf(position: string): number {
  return Number(position.split('-')[0])
}
