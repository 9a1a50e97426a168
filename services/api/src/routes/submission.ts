import { UrlId } from '@stancewire/contracts'
import { type Change, DatabaseBusyError } from '@stancewire/read-model'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { LineAwayError } from '../line-connection.ts'
import { problem } from '../problem.ts'
import type { Deps, TypedServer } from '../server.ts'
import { AskedArticles, AskedUrls } from '../submission/asked.ts'
import { type Full, fullIfOutOfMemory, handInAll, type Taken } from '../submission/hand-in-all.ts'
import { packAnswer, unpackAnswer } from '../submission/kept-answer.ts'
import { type LargeBodies, openLargeBodies } from '../submission/large-bodies.ts'
import { keyHeader, keyOf, type Once, oncePerKey } from '../submission/once-per-key.ts'
import { type Item, readArticle, readUrl } from '../submission/read-item.ts'
import { answers } from './asked.ts'

const mebibyte = 1_048_576
const urlsBytesMax = 8 * mebibyte
const articlesBytesMax = 32 * mebibyte
const fullAgainAfterS = 5
const manyLargeAgainAfterS = 2
const lineIsFull = 'the line is full: send again later what it did not take'

const ofUrl = { urlId: UrlId, url: z.string().optional().describe('Its address, as it is fetched and told in events') }
const Submitted = z.object({
  items: z
    .array(
      z.discriminatedUnion('is', [
        z.object({ is: z.enum(['accepted', 'known', 'running']), run: z.int(), ...ofUrl }),
        z.object({ is: z.literal('refused'), detail: z.string() }),
        z.object({ is: z.literal('full'), ...ofUrl }),
      ]),
    )
    .describe('What became of each item, in their order'),
})
type Submitted = z.infer<typeof Submitted>
const submitted = answers(Submitted)
const response = { ...submitted, 202: Submitted }

type Batch = {
  readonly action: 'urls.submit' | 'articles.submit'
  readonly items: readonly Item[]
  readonly again: boolean
}

/** Hands URLs and articles to the line. */
export function submissionRoutes(server: TypedServer, deps: Deps): void {
  const { allowPrivate } = deps.intake
  const large = openLargeBodies()
  // Before a long body is read, which takes a while and memory: nothing could be done with it.
  const preParsing = async (request: FastifyRequest, reply: FastifyReply) => {
    if (!large.mayRead(request, reply)) return refuseLarge(reply)
    if (!(await deps.line.isThere())) throw new LineAwayError('Redis does not answer')
  }
  server.post(
    '/urls',
    {
      config: { role: 'submit' },
      preParsing,
      bodyLimit: urlsBytesMax,
      schema: {
        summary: 'Hand in addresses to be fetched: 202 where a run was started, 200 where there was none to start',
        headers: keyHeader,
        body: AskedUrls,
        response,
      },
    },
    async (request, reply) => {
      const { urls, again } = request.body
      const at = new Date().toISOString()
      const items = urls.map((each) => readUrl(each, { allowPrivate, at }))
      return submit(request, reply, { ...deps, large }, { action: 'urls.submit', items, again })
    },
  )
  server.post(
    '/articles',
    {
      config: { role: 'submit' },
      preParsing,
      bodyLimit: articlesBytesMax,
      schema: {
        summary: 'Hand in articles whole, as HTML or text; what has an address is not fetched from there',
        headers: keyHeader,
        body: AskedArticles,
        response,
      },
    },
    async (request, reply) => {
      const { articles, again } = request.body
      const at = new Date().toISOString()
      const items = articles.map((each) => readArticle(each, { at }))
      return submit(request, reply, { ...deps, large }, { action: 'articles.submit', items, again })
    },
  )
}

type Door = Deps & { readonly large: LargeBodies }

async function submit(request: FastifyRequest, reply: FastifyReply, deps: Door, batch: Batch): Promise<never> {
  const handInOnce = (gone: AbortSignal) =>
    oncePerKey(request, deps.intake.keys, async () => {
      const result = await handIn(request, deps, batch, gone)
      // A Redis that was away meanwhile may have lost what it had accepted: no answer is kept that tells of it.
      gone.throwIfAborted()
      return { result, packed: isFull(result) ? null : packAnswer(result) }
    })
  const once = await deps.line
    .whileThere((gone) => deps.large.during(request, () => handInOnce(gone)))
    .catch(fullIfOutOfMemory)
  return answer(reply, batch, once) as never
}

/** Hands in a batch, and notes it: also one that was cut off, as far as it came. */
async function handIn(request: FastifyRequest, deps: Deps, batch: Batch, gone: AbortSignal): Promise<Taken[]> {
  const { action, items, again } = batch
  const key = keyOf(request)
  let accepted = 0
  const note = () =>
    noteUnlessBusy(deps, {
      who: request.caller.name,
      action,
      filter: { count: items.length, ...(again ? { again } : {}), ...(key === undefined ? {} : { key }) },
      affected: accepted,
    })
  const counted = { again, gone, onAccepted: () => accepted++ }
  const taken = await handInAll(items, deps.intake.door, counted).catch(async (error: unknown) => {
    if (accepted > 0) await note().catch((err: unknown) => deps.log.error({ err, accepted }, 'submission not noted'))
    throw error
  })
  await note()
  return taken
}

/** What the line has accepted is accepted, also where the database cannot be written now: the audit keeps such a note for later. */
async function noteUnlessBusy({ audit, log }: Deps, change: Change): Promise<void> {
  try {
    await audit.note(change)
  } catch (err) {
    if (!(err instanceof DatabaseBusyError)) throw err
    log.warn({ err, ...change }, 'submission not noted in time')
  }
}

function refuseLarge(reply: FastifyReply): FastifyReply {
  return problem(reply.header('retry-after', String(manyLargeAgainAfterS)), 429, {
    detail: 'as many large requests are being read as there is room for: send this one again later',
  })
}

function answer(reply: FastifyReply, { items }: Batch, once: Once<Taken[]> | Full): FastifyReply {
  switch (once.is) {
    case 'full':
      return problem(reply.header('retry-after', String(fullAgainAfterS)), 429, { detail: lineIsFull })
    case 'other':
      return problem(reply, 422, { detail: 'this Idempotency-Key was used for another request' })
    case 'busy':
      return problem(againAfterMs(reply, once.forMs), 409, { detail: 'this request is being answered' })
    case 'many':
      return problem(againAfterMs(reply, once.forMs), 429, {
        detail: 'too many requests of this caller with an Idempotency-Key are being answered',
      })
    case 'kept':
      return tell(reply.header('idempotency-replayed', 'true'), items, unpackAnswer(once.answer, items))
    case 'done':
      return tell(reply, items, once.result)
  }
}

function againAfterMs(reply: FastifyReply, ms: number): FastifyReply {
  return reply.header('retry-after', String(Math.ceil(ms / 1_000)))
}

function tell(reply: FastifyReply, items: readonly Item[], taken: readonly Taken[]): FastifyReply {
  const told = taken.map((each, at) => toldOf(each, items[at]))
  if (isFull(taken)) {
    return problem(reply.header('retry-after', String(fullAgainAfterS)), 429, { detail: lineIsFull, items: told })
  }
  return reply.code(taken.some(({ is }) => is === 'accepted') ? 202 : 200).send({ items: told })
}

function toldOf(taken: Taken, item: Item | undefined): Submitted['items'][number] {
  if (taken.is === 'refused') return taken
  if (item?.is !== 'good') return { is: 'refused', detail: 'it was refused' }
  const { urlId, url } = item.found
  return { ...taken, urlId, ...(url.startsWith('text:') ? {} : { url }) }
}

function isFull(taken: readonly Taken[]): boolean {
  return taken.some(({ is }) => is === 'full')
}
