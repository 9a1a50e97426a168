import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { archives } from '../faults/archives.ts'
import { printNumbers } from '../faults/numbers.ts'
import { type Operation, operationsOf } from '../openapi/document.ts'
import { type Answered, judge } from '../openapi/judge.ts'
import { kindOf, openPool, type Pool } from '../openapi/pool.ts'
import { requestsOf, type Sent } from '../openapi/requests.ts'
import { type ApiLine, openApiLine, untilArchived } from './api-line.ts'
import { untilEnded } from './crowd-line.ts'

// On each of the two databases.
const runs = Number(process.env.STANCEWIRE_API_RUNS ?? 2_500)
// The suite asks the same each time; another seed asks anew.
const seed = Number(process.env.STANCEWIRE_API_SEED ?? 20_240_226)
const rounds = 5
const pages = 60
const additions = 60
const atATime = 4

let api: ApiLine
let pool: Pool

function learn({ operation }: Pick<Sent, 'operation'>, { status, text, headers }: Answered): void {
  const type = headers['content-type'] ?? ''
  if (status >= 300) return
  if (String(type).includes('ndjson')) {
    for (const line of text.split('\n').filter(Boolean).slice(0, 50))
      pool.learn(JSON.parse(line), kindOf(operation.path))
  }
  if (String(type).includes('application/json')) pool.learn(JSON.parse(text), kindOf(operation.path))
}

/** The plainest request of an operation: nothing that may be left out. */
function plain(operation: Operation, turn: number): Sent | undefined {
  const parameters = (operation.parameters ?? []).filter((each) => each.required)
  const hasQuery = parameters.some((each) => each.in === 'query')
  const isWellFormed = ({ path }: Sent) =>
    !/%(?![0-9A-F]{2})/i.test(path) && path.includes('?') === hasQuery && isChosen(parameters, path)
  const all = fc.sample(requestsOf({ ...operation, parameters }, pool), { numRuns: 8, seed: turn })
  return all.find(isWellFormed)
}

/** Whether each parameter that names its values has one of them. */
function isChosen(parameters: NonNullable<Operation['parameters']>, path: string): boolean {
  const query = new URL(path, 'http://api').searchParams
  return parameters.every(({ name, schema }) => {
    const given = query.get(name)
    return given === null || !schema.enum || schema.enum.includes(given)
  })
}

/** Looks at all that can be looked at with what is known, and at what is known then. */
async function crawl(operations: readonly Operation[]): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    for (const operation of operations.filter(({ method }) => method === 'get')) {
      const sent = plain(operation, turn)
      if (sent) learn(sent, await send({ ...sent, as: 'admin', headers: {} }))
    }
  }
}

function send({ method, path, headers, body, as }: Sent): Promise<Answered> {
  return api.client.send({ method, path, headers: { ...headers, ...api.bearers[as] }, body })
}

const shown = (text: string) => (text.length > 600 ? `${text.slice(0, 600)}… (${text.length})` : text)

/** A fault with the first request that met it. */
function told(sent: Sent, fault: string, { text }: Answered): string {
  const { method, path, headers, body, as } = sent
  return `${shown(`${fault}\n  as ${as}: ${method} ${path} ${JSON.stringify(headers)} ${body ?? ''}`)}\n  -> ${shown(text)}`
}

async function looksTwice(): Promise<void> {
  const operations = operationsOf(api.document).filter(({ method }) => method === 'get')
  await crawl(operations)
  const wrong: string[] = []
  for (const operation of operations) {
    const path = plain(operation, 1)?.path
    if (path !== undefined) wrong.push(...(await lookAgain(path)).map((text) => `${path}: ${text}`))
  }
  expect(wrong).toEqual([])
}

/** What is wrong with HEAD and the ETag of a path. */
async function lookAgain(path: string): Promise<string[]> {
  const ask = (method: string, more: Record<string, string> = {}) =>
    api.client.send({ method, path, headers: { ...api.bearers.admin, ...more } })
  const [first, head, second] = [await ask('GET'), await ask('HEAD'), await ask('GET')]
  const wrong = (isWrong: boolean, text: string) => (isWrong ? [text] : [])
  const ofHead = [
    ...wrong(head.status !== first.status || head.text !== '', `HEAD ${head.status}, GET ${first.status}`),
    ...wrong(head.headers['content-type'] !== first.headers['content-type'], 'HEAD has another type'),
  ]
  const { etag } = first.headers
  // What changes from one moment to the next is nobody's already.
  if (first.status !== 200 || typeof etag !== 'string' || etag !== second.headers.etag) return ofHead
  const again = await ask('GET', { 'if-none-match': etag })
  return [
    ...ofHead,
    ...wrong(head.headers.etag !== etag, `HEAD has the ETag ${head.headers.etag}, GET ${etag}`),
    ...wrong(again.status !== 304 || again.text !== '', `${again.status} to its own ETag`),
  ]
}

type Item = Readonly<Record<string, unknown>>
type Page = { readonly items: readonly Item[]; readonly next: string | null }

/** What tells an item from all others of its list, whatever it is. */
const keyOf = (item: Item) =>
  JSON.stringify(
    Object.entries(item).filter(([name]) => /^(?:id|\w*Id|run|revision|start|quote|outlet|kind|name)$/.test(name)),
  )

async function readPages(path: string, limit: number): Promise<Item[]> {
  const items: Item[] = []
  for (let next: string | null = ''; next !== null; ) {
    const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`
    const { text, status } = await api.client.send({
      ...{
        method: 'GET',
        path: `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor}`,
        headers: api.bearers.admin ?? {},
      },
    })
    expect(status, path + text).toBe(200)
    const page = JSON.parse(text) as Page
    items.push(...page.items)
    next = page.next
  }
  return items
}

async function readsPages(): Promise<void> {
  const lists = operationsOf(api.document).filter(({ parameters = [] }) =>
    parameters.some(({ name }) => name === 'cursor'),
  )
  await crawl(lists)
  let isOver = false
  let came = 0
  const adding = (async () => {
    while (!isOver) await api.submit((came * 7) % pages, `https://paper.example/added/${came++}`)
  })()
  const wrong: string[] = []
  for (let turn = 0; came < additions && wrong.length === 0; turn++) wrong.push(...(await readLists(lists, turn)))
  isOver = true
  await adding
  printNumbers('Lists that were read page by page', { lists: lists.length, 'articles added meanwhile': came })
  expect(wrong).toEqual([])
}

/** A path of an operation at which something is: some ask for what there is not. */
async function findPath(operation: Operation, turn: number): Promise<string> {
  for (let tried = 0; tried < 20; tried++) {
    const path = plain(operation, turn * 20 + tried)?.path
    if (path === undefined) continue
    const { status } = await api.client.send({ method: 'GET', path, headers: api.bearers.admin ?? {} })
    if (status !== 404) return path
  }
  throw new Error(`nothing was found at ${operation.path}`)
}

/** What was repeated or lost from page to page of each list. */
async function readLists(lists: readonly Operation[], turn: number): Promise<string[]> {
  const wrong: string[] = []
  for (const operation of lists) {
    const path = await findPath(operation, turn)
    const before = await readPages(path, 200)
    const paged = await readPages(path, 3)
    const after = new Set((await readPages(path, 200)).map((item) => JSON.stringify(item)))
    const seen = paged.map(keyOf)
    const twice = seen.filter((key, at) => seen.indexOf(key) !== at)
    if (twice.length > 0) wrong.push(`${path} repeats ${twice[0]}`)
    // What has changed may have moved to a page that was read before.
    const lost = before.filter((item) => after.has(JSON.stringify(item)) && !seen.includes(keyOf(item)))
    if (lost.length > 0) wrong.push(`${path} loses ${JSON.stringify(lost[0])}`)
  }
  return wrong
}

async function asksAnything(): Promise<void> {
  const operations = operationsOf(api.document)
  // What is asked for here leads anywhere.
  await api.line.stop('fetcher')
  await crawl(operations)
  const faults = new Map<string, string>()
  const statuses = new Map<string, number>()
  const good = new Set<string>()
  const isGone = () => api.line.service('api')?.isGone() ?? true
  let slowestMs = 0
  const one = async (sent: Sent) => {
    const { operation } = sent
    const answer = await send(sent).catch((error: Error) => error)
    const name = `${operation.method} ${operation.path}`
    if (answer instanceof Error) {
      faults.set(`${name}: ${answer.message}`, told(sent, `${name}: ${answer.message}`, { text: '' } as Answered))
      return
    }
    for (const fault of judge(sent, answer)) {
      const key = `${name}: ${fault}`
      if (!faults.has(key)) faults.set(key, told(sent, key, answer))
    }
    learn(sent, answer)
    if (answer.status < 300) good.add(name)
    slowestMs = Math.max(slowestMs, answer.tookMs)
    statuses.set(String(answer.status), (statuses.get(String(answer.status)) ?? 0) + 1)
  }
  for (let round = 0; round < rounds; round++) {
    const all = fc.oneof(
      // What changes something can be asked in more ways.
      ...operations.map((each) => ({ weight: each.requestBody ? 4 : 1, arbitrary: requestsOf(each, pool) })),
    )
    const batch = fc.sample(all, { numRuns: Math.ceil(runs / rounds), seed: seed + round })
    const worker = async () => {
      for (let sent = batch.shift(); sent && !isGone(); sent = batch.shift()) await one(sent)
    }
    await Promise.all(Array.from({ length: atATime }, worker))
  }
  const never = operations.map(({ method, path }) => `${method} ${path}`).filter((name) => !good.has(name))
  printNumbers(`Requests made from the document (seed ${seed})`, {
    operations: operations.length,
    ...Object.fromEntries([...statuses].toSorted()),
    'slowest (ms)': Math.round(slowestMs),
    'never answered 2xx': never.join(', ') || 'none',
  })
  const log = api.line.service('api')?.log.lines.map(({ text }) => text) ?? []
  // The reason of a 500, or of an end.
  const reasons = isGone() ? log.slice(-6) : log.filter((text) => text.includes('request failed')).slice(0, 5)
  expect([...faults.values(), ...reasons].join('\n'), 'faults').toBe('')
}

describe.each(archives)('the API on $name', (archive) => {
  beforeAll(async () => {
    pool = openPool()
    api = await openApiLine(pages, archive)
    // Two revisions of an article.
    for (const [at, page] of [1, 2].entries()) {
      await api.submit(page, 'https://paper.example/changed')
      await untilEnded(api.line, pages + at + 1, 60_000)
    }
    await untilArchived(api)
    const { text } = await api.client.send({ method: 'GET', path: '/v1/articles?limit=200' })
    pool.learn(JSON.parse(text), 'articles')
  }, 180_000)
  afterAll(() => api?.[Symbol.asyncDispose](), 60_000)

  it('answers HEAD as GET, without the body, and 304 to whoever has it already', looksTwice)
  it('repeats and loses nothing from page to page while articles come in', readsPages, 120_000)
  it(`does what its document says (STANCEWIRE_API_SEED=${seed} STANCEWIRE_API_RUNS=${runs})`, asksAnything, 600_000)
})
