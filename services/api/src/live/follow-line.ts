import type { FastifyReply } from 'fastify'
import { streamHead, untilGone } from '../follow-events.ts'
import type { Sampler } from './sampler.ts'

/** A sample as it goes over the wire, made once for all who follow. */
export type Frame = { readonly id: string; readonly text: string }

type Patience = { readonly heartbeatMs?: number; readonly slowMs?: number }

/** A sample as an event. */
export function frameOf(id: string, sample: object): Frame {
  return { id, text: `id: ${id}\nevent: sample\ndata: ${JSON.stringify(sample)}\n\n` }
}

/** Sends each sample as it comes, until the reader goes or the server closes. Whoever does not read in time misses samples, which are whole each; and is let go of after 15 s. */
export async function followLine(
  { raw }: FastifyReply,
  { sampler, closing }: { readonly sampler: Sampler<Frame>; readonly closing: AbortSignal },
  { heartbeatMs = 15_000, slowMs = 15_000 }: Patience = {},
): Promise<void> {
  const stopping = AbortSignal.any([untilGone(raw), closing])
  raw.writeHead(200, streamHead)
  raw.write('retry: 2000\n\n')
  if (stopping.aborted) return void raw.end()
  let lastId: string | undefined
  let heardMs = performance.now()
  const write = (text: string) => {
    if (raw.writableNeedDrain) {
      if (performance.now() - heardMs > slowMs) raw.destroy()
      return
    }
    heardMs = performance.now()
    raw.write(text)
  }
  using _following = sampler.follow(({ id, text }) => {
    if (id !== lastId) write(text)
    lastId = id
  })
  const heart = setInterval(() => write(': still here\n\n'), heartbeatMs).unref()
  try {
    await new Promise<void>((resolve) => {
      stopping.addEventListener('abort', () => resolve(), { once: true })
    })
  } finally {
    clearInterval(heart)
    raw.end()
  }
}
