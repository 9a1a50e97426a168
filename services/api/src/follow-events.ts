import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Database, type EventFilter, readOnwards } from '@stancewire/read-model'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { guardingHead } from './guard-answers.ts'

type Following = {
  readonly database: Database
  readonly filter: EventFilter
  /** The ordinal behind which to begin; `undefined` where the event that was named is not kept. */
  readonly after: number | undefined
  /** The event that was named. */
  readonly missing: string | undefined
  readonly closing: AbortSignal
}

const batch = 200
const lookEveryMs = 500
const heartbeatMs = 15_000

/** The head of an answer that goes on. */
export const streamHead = {
  ...guardingHead,
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // What has gone on for hours is not used again: a server that closes would wait for it.
  connection: 'close',
  // Proxies would gather what must go at once.
  'x-accel-buffering': 'no',
}

/** Sends events as they come (Server-Sent Events, as WHATWG has them), until the reader goes or the server closes. What cannot be continued begins anew, after a `gap`. */
export async function followEvents(
  { raw }: FastifyReply,
  { database, filter, after, missing, closing }: Following,
): Promise<void> {
  const stopping = AbortSignal.any([untilGone(raw), closing])
  const write = async (text: string) => {
    if (!raw.write(text)) await once(raw, 'drain', { signal: stopping })
  }
  raw.writeHead(200, streamHead)
  try {
    await write('retry: 2000\n\n')
    if (after === undefined) await write(`event: gap\ndata: ${JSON.stringify({ after: missing })}\n\n`)
    let reached = after ?? 0
    let saidAtMs = performance.now()
    while (!stopping.aborted) {
      const { events, ...look } = await readOnwards(database, filter, { after: reached, limit: batch })
      for (const { id, body } of events) await write(`id: ${id}\nevent: ${typeOf(body)}\ndata: ${body}\n\n`)
      reached = look.reached
      if (events.length > 0) saidAtMs = performance.now()
      else if (performance.now() - saidAtMs > heartbeatMs) {
        await write(': still here\n\n')
        saidAtMs = performance.now()
      }
      if (events.length < batch) await sleep(lookEveryMs, undefined, { signal: stopping })
    }
  } catch (error) {
    if (!stopping.aborted) throw error
  } finally {
    raw.end()
  }
}

/** Aborted once nobody reads an answer any more, which may be already. */
export function untilGone(raw: FastifyReply['raw']): AbortSignal {
  const gone = new AbortController()
  raw.once('close', () => gone.abort())
  if (raw.destroyed) gone.abort()
  return gone.signal
}

function typeOf(body: string): string {
  return (JSON.parse(body) as { type: string }).type
}

/** Answers HEAD as one who follows would be answered. */
export function showStreamHead({ raw }: FastifyReply): void {
  raw.writeHead(200, streamHead).end()
}

/** Whether a request wants events as they come, or the head of such an answer. */
export function isStreamAsked({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes('text/event-stream') ?? false
}

/** Whether a request wants events as they come. */
export function isFollowing(request: FastifyRequest): boolean {
  return request.method === 'GET' && isStreamAsked(request)
}
