import { randomInt } from 'node:crypto'
import type { Acceptance, DiscoveredUrl, SubmittedBody } from '@stancewire/contracts'
import type { Redis } from 'ioredis'

type Found = Omit<DiscoveredUrl, 'run'>

/** What somebody hands in: a URL that is to be fetched, or one with the text that takes the place of its page. */
export type HandedIn = {
  readonly found: Found
  readonly body: { readonly text: string; readonly media?: SubmittedBody['media'] } | null
}

type SubmittedRef = { readonly urlId: string; readonly run: number; readonly kind: 'submitted' }

type HandOverOptions = {
  readonly redis: Pick<Redis, 'status' | 'on'>
  readonly runs: { accept(found: Found, options?: { again?: boolean }): Promise<Acceptance> }
  readonly bodies: { write(ref: SubmittedRef, text: string): Promise<void>; drop(ref: SubmittedRef): Promise<void> }
}

// As many as a file name and a float hold.
const bodiesMax = 2 ** 47

/**
 * Opens the way of texts into the line: kept first, then accepted, so that a run never waits for a text that was not kept. Each is kept under a number of its own:
 * no text takes the place of another's. One that no run was started for is dropped, unless Redis may have heard of it without answering: then a sweep looks after it.
 */
export function openHandOver({ redis, runs, bodies }: HandOverOptions): HandOver {
  const heardSince = watchConnection(redis)
  return async ({ found, body }, options) => {
    if (body === null) return runs.accept(found, options)
    const submitted = { body: randomInt(1, bodiesMax), ...(body.media ? { media: body.media } : {}) }
    const ref = { urlId: found.urlId, run: submitted.body, kind: 'submitted' } as const
    await bodies.write(ref, body.text)
    const mayHaveBeenHeard = heardSince()
    let accepted: Acceptance | undefined
    try {
      // No host is asked: nothing has to wait for its turn there.
      accepted = await runs.accept({ ...found, host: 'text:', submitted }, options)
      return accepted
    } finally {
      const mayHaveRun = accepted ? accepted.is === 'accepted' : mayHaveBeenHeard()
      if (!mayHaveRun) await bodies.drop(ref)
    }
  }
}

/** Hands in once, and tells what became of it; `full` where the line takes no more now. Throws where Redis does not answer. */
export type HandOver = (handed: HandedIn, options?: { again?: boolean }) => Promise<Acceptance>

/** Tells of a question without an answer whether Redis may have heard it: then it may have done what was asked. */
function watchConnection(redis: Pick<Redis, 'status' | 'on'>): () => () => boolean {
  let connections = 0
  // What waits for a connection is sent with the next one.
  redis.on('ready', () => connections++)
  return () => {
    const wasReady = redis.status === 'ready'
    const before = connections
    return () => wasReady || connections !== before
  }
}
