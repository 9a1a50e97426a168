import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openCrowd } from '../e2e/crowd.ts'
import { openCrowdLine, untilEnded } from '../e2e/crowd-line.ts'
import type { TestLine } from '../e2e/line.ts'
import { type Answered, openSubmitter, type Submitter } from '../e2e/submitter.ts'
import { expectAccountsBalance } from './account.ts'
import { printNumbers, shortOrLong } from './numbers.ts'
import { type Outage, outagesOf } from './outages.ts'
import { openOwnRedis } from './own-redis.ts'
import { openProxy } from './proxy.ts'

// What was promised: of the request, or of the moment at which Redis went.
const answersWithinMs = 1_000
const awayMs = shortOrLong(3_000, 20_000)
const loadMs = 1_000
const batchSize = 40
const submitters = 3
// Between two batches of a submitter: what is taken has to be worked off in the end.
const restMs = 60

type Batch = { readonly what: 'urls' | 'articles'; readonly body: object; readonly size: number }

/** Texts on no topic: their runs end soon. */
function texts(name: string, size: number): Batch {
  const articles = Array.from({ length: size }, (_, at) => ({
    html: `<!doctype html><title>${name} ${at}</title><p>${`The ${name} of ${at} opens at noon. `.repeat(40)}</p>`,
    url: `https://paper.example/${name}/${at}`,
  }))
  return { what: 'articles', body: { articles }, size }
}

/** Addresses that nobody serves there. */
function addresses(base: string, name: string, size: number): Batch {
  const urls = Array.from({ length: size }, (_, at) => ({ url: `${base}/gone/${name}/${at}` }))
  return { what: 'urls', body: { urls }, size }
}

const runsOf = ({ json }: Answered) => (json.items ?? []).filter(({ is }) => is === 'accepted')

/** Sends a batch until it is taken; `tell` hears of each answer. */
async function untilTaken({ submit }: Submitter, { what, body }: Batch, tell: (answer: Answered) => void) {
  for (;;) {
    const answer = await submit(what, body)
    tell(answer)
    if (answer.status !== 503) return answer
    await sleep(100)
  }
}

/** What was handed in and is kept: how many runs have theirs, how many lack it, and how many texts no run asks for. */
async function textsKept({ stores }: TestLine) {
  let asked = 0
  let unasked = 0
  for await (const { ref } of stores.bodies.list('submitted')) {
    const entry = await stores.runs.entry(ref.urlId)
    if (entry?.submitted?.body === ref.run) asked++
    else unasked++
  }
  return { asked, unasked }
}

it('answers 503 within a second for as long as Redis is away, whatever keeps it, and takes the same when it is back', async () => {
  await using crowd = await openCrowd(1)
  await using redis = await openOwnRedis()
  await using wire = await openProxy({ to: redis.url })
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url })
  await line.start('api', { redisUrl: wire.url })
  const submitter = await openSubmitter(line)
  const base = new URL(crowd.feedUrl).origin
  const pid = async () => Number(/process_id:(\d+)/.exec(await line.redis.info('server'))?.[1])
  const slowest: Record<string, number> = {}
  let handedIn = 0
  for (const outage of outagesOf(redis, wire, pid)) {
    const name = outage.name.replaceAll(' ', '-')
    const batches = [addresses(base, name, 3), texts(name, 3)]
    const answers: Answered[] = []
    await outage.begin()
    try {
      for (const beganAtMs = performance.now(); performance.now() - beganAtMs < awayMs; ) {
        for (const { what, body } of batches) answers.push(await submitter.submit(what, body))
        // Many at once would meet the limit of requests.
        await sleep(50)
      }
    } finally {
      await outage.end()
    }
    const tookMs = answers.map(({ sentAtMs, answeredAtMs }) => Math.round(answeredAtMs - sentAtMs))
    slowest[`slowest answer, ${outage.name} (ms)`] = Math.max(...tookMs)
    expect(new Set(answers.map(({ status }) => status)), outage.name).toEqual(new Set([503]))
    expect(answers.every(({ headers }) => headers.get('retry-after') === '1')).toBe(true)
    expect(Math.max(...tookMs), outage.name).toBeLessThanOrEqual(answersWithinMs)
    for (const batch of batches) {
      await untilTaken(submitter, batch, () => {})
      expect(runsOf(await submitter.submit(batch.what, batch.body)), 'started again').toEqual([])
      handedIn += batch.size
    }
  }
  expect(await line.stores.runs.counters()).toMatchObject({ accepted: handedIn })
  printNumbers(`Submitting while Redis is away for ${awayMs} ms`, { ...slowest, 'handed in': handedIn })
  await line.startAll(['fetcher', 'parser', 'deduplicator', 'stance-classifier'])
  await untilEnded(line, handedIn, 60_000)
  await expectAccountsBalance(line)
})

/** Hands in batch after batch; each that was answered 503 is sent again as it is. */
function startLoad(submitter: Submitter, base: string) {
  const sent: { readonly batch: Batch; readonly taken: Answered }[] = []
  const answers: Answered[] = []
  let isOver = false
  const submitting = Array.from({ length: submitters }, async (_, who) => {
    for (let at = 0; !isOver; at++) {
      const name = `load-${who}-${at}`
      const batch = at % 2 === 0 ? texts(name, batchSize) : addresses(base, name, batchSize)
      sent.push({ batch, taken: await untilTaken(submitter, batch, (answer) => answers.push(answer)) })
      await sleep(restMs)
    }
  })
  return {
    sent,
    answers,
    async end() {
      isOver = true
      await Promise.all(submitting)
    },
  }
}

/** How much later than promised the latest answer came; a request that came while Redis was there already, or was long away, is measured from its own beginning. */
function latestAnswerMs(answers: readonly Answered[], outages: readonly { readonly atMs: number }[]): number {
  const late = answers
    .filter(({ status }) => status === 503)
    .map(({ sentAtMs, answeredAtMs }) => {
      const wentAtMs = outages.findLast(({ atMs }) => atMs < answeredAtMs)?.atMs ?? 0
      return answeredAtMs - Math.max(sentAtMs, wentAtMs)
    })
  return Math.round(Math.max(0, ...late))
}

it('leaves nothing half-written where Redis goes in the middle of batches, and doubles nothing that is sent again', async () => {
  await using crowd = await openCrowd(1)
  await using redis = await openOwnRedis()
  await using wire = await openProxy({ to: redis.url })
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url })
  await line.start('api', { redisUrl: wire.url })
  const submitter = await openSubmitter(line)
  const pid = async () => Number(/process_id:(\d+)/.exec(await line.redis.info('server'))?.[1])
  const load = startLoad(submitter, new URL(crowd.feedUrl).origin)
  const outages: (Outage & { readonly atMs: number })[] = []
  for (const outage of outagesOf(redis, wire, pid)) {
    await sleep(loadMs)
    outages.push({ ...outage, atMs: performance.now() })
    await outage.begin()
    await sleep(awayMs)
    await outage.end()
  }
  await sleep(loadMs)
  await load.end()

  const statuses = Map.groupBy(load.answers, ({ status }) => status)
  expect([...statuses.keys()].filter((status) => ![200, 202, 503].includes(status))).toEqual([])
  expect(statuses.get(503)?.length).toBeGreaterThan(outages.length)
  const latestMs = latestAnswerMs(load.answers, outages)
  expect(latestMs).toBeLessThanOrEqual(answersWithinMs)

  // What was acknowledged is there; only of the last second before Redis was killed may something be lost.
  const handedIn = load.sent.reduce((sum, { batch }) => sum + batch.size, 0)
  let lost = 0
  for (const { batch, taken } of load.sent) {
    const again = runsOf(await submitter.submit(batch.what, batch.body)).length
    lost += again
    const killedAtMs = outages[0]?.atMs ?? 0
    if (again > 0) expect(killedAtMs - taken.answeredAtMs, 'lost, acknowledged so long before').toBeLessThan(1_000)
  }
  expect(await line.stores.runs.counters()).toMatchObject({ accepted: handedIn })
  const { asked, unasked } = await textsKept(line)
  const articles = load.sent.filter(({ batch }) => batch.what === 'articles').length * batchSize
  expect(asked, 'runs with their text').toBe(articles)
  // Those of which Redis may have heard when it fell silent; a sweep drops them.
  expect(unasked).toBeLessThanOrEqual(outages.length * submitters * 8)

  await line.startAll(['fetcher', 'parser', 'deduplicator', 'stance-classifier'])
  await untilEnded(line, handedIn, 120_000)
  const byUrl = Map.groupBy(await line.ends(), ({ data }) => data.url)
  expect(byUrl.size).toBe(handedIn)
  expect([...byUrl.values()].filter((ends) => ends.length !== 1)).toEqual([])
  expect((await line.ends()).filter(({ type }) => type === 'url.failed')).toEqual([])
  printNumbers('Redis goes in the middle of batches', {
    'batches taken': load.sent.length,
    'items in them': handedIn,
    'answers 503': statuses.get(503)?.length ?? 0,
    'latest 503 after request or outage (ms)': latestMs,
    'acknowledged and lost': lost,
    'texts that no run asks for': unasked,
  })
  await expectAccountsBalance(line)
})
