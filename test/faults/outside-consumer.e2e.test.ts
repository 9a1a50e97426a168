import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openCrowd } from '../e2e/crowd.ts'
import { openCrowdLine, untilEnded } from '../e2e/crowd-line.ts'
import { type TestLine, until } from '../e2e/line.ts'
import { randomFrom } from '../soak/random.ts'
import { freePort } from './free-port.ts'
import { printNumbers, shortOrLong } from './numbers.ts'
import { examples, forgetCursor, hasProgram, type Kept, openOutsider, readStore } from './outsider.ts'

const seconds = shortOrLong(20, 600)
const perSecond = 5
const hasPython = hasProgram('python3')
const hasShell = hasProgram('curl')
if (!hasPython) console.log('python3 is not there: the consumer in Python is not tried')
if (!hasShell) console.log('curl is not there: the consumer in shell is not tried')

/** A line that ends so many runs a second for so long, with an API on a port that stays the same. */
async function aBusyLine(count: number) {
  const open = new AsyncDisposableStack()
  const crowd = open.use(await openCrowd(count))
  const port = await freePort()
  const limits = { fetch: { hostDelayMs: 1_000 / perSecond } }
  const line = open.use(await openCrowdLine(crowd, { limits, api: { port, requestsPerMinute: 1_000_000 } }))
  return { line, base: `http://127.0.0.1:${port}`, count, [Symbol.asyncDispose]: () => open.disposeAsync() }
}

/** Ids of all events, once none comes any more and the archive has them all. */
async function untilTold(line: TestLine, count: number, base: string): Promise<Kept[]> {
  // A machine that has much else to do is behind by then.
  await untilEnded(line, count, (120 + seconds) * 1_000)
  let told = await line.events()
  await until('the last event can be asked for', 60_000, async () => {
    told = await line.events()
    return (await fetch(`${base}/v1/events/${told.at(-1)?.id}`).catch(() => undefined))?.status === 200
  })
  return told
}

/** Each event once, none else, and those of a subject in their order. */
function expectEachOnce(kept: readonly Kept[], told: readonly Kept[]): void {
  const ids = kept.map(({ id }) => id)
  expect(ids.length, 'kept').toBe(new Set(ids).size)
  expect(ids.toSorted()).toEqual(told.map(({ id }) => id).toSorted())
  for (const [subject, events] of Map.groupBy(kept, (event) => event.subject)) {
    const sequences = events.map(({ sequence }) => Number(sequence))
    expect(sequences, subject).toEqual(sequences.map((_, at) => (sequences[0] ?? 0) + at))
  }
}

async function readLines(file: string): Promise<Kept[]> {
  const text = await readFile(file, 'utf8')
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Kept]))
}

it.runIf(hasPython)(
  'consumers written from the document alone keep each event once, although they and the API are killed at random',
  async () => {
    const seed = Math.floor(Math.random() * 2 ** 31)
    const random = randomFrom(seed)
    await using busy = await aBusyLine(seconds * perSecond)
    const { line, base } = busy
    const api = line.keep('api', { restMs: 200 })
    await line.start('archive')
    await line.startAll()
    const store = join(line.folder, 'kept.sqlite')
    const lines = join(line.folder, 'kept.ndjson')
    await using python = openOutsider('python3', [join(examples, 'consumer.py'), base, store])
    await using shell = hasShell ? openOutsider('sh', [join(examples, 'consumer.sh'), base, lines]) : undefined

    const endAtMs = performance.now() + seconds * 1_000
    while (performance.now() < endAtMs) {
      await sleep(random.between(100, 2_000))
      const draw = random.next()
      if (draw < 0.5) python.kill()
      else if (draw < 0.8) shell?.kill()
      else await line.kill('api')
    }
    const told = await untilTold(line, busy.count, base)
    const readBy = (file: string, all: () => Promise<readonly Kept[]>) =>
      until(`${file} has them all`, 60_000, async () => existsSync(file) && (await all()).length >= told.length)
    await readBy(store, async () => readStore(store).events)
    if (shell) await readBy(lines, () => readLines(lines).catch(() => []))
    const ends = { python: python.ends, shell: shell?.ends ?? 0 }
    await Promise.all([python.stop(), shell?.stop()])
    expectEachOnce(readStore(store).events, told)
    expect(readStore(store).dead).toEqual([])
    if (shell) expectEachOnce(await readLines(lines), told)

    forgetCursor(store)
    await using again = openOutsider('python3', [join(examples, 'consumer.py'), base, store])
    await until('it has met a gap and read all again', 60_000, async () => again.said().includes('a gap'))
    await sleep(1_000)
    await again.stop()
    expectEachOnce(readStore(store).events, told)
    printNumbers(`Consumers that are killed for ${seconds} s (seed ${seed})`, {
      'events told': told.length,
      'ends of consumer.py': ends.python,
      'ends of consumer.sh': ends.shell,
      'ends of the API': api.ends.length,
    })
  },
  (2 * seconds + 400) * 1_000,
)

const poisoned = `
import os, sys, time
sys.path.insert(0, ${JSON.stringify(examples)})
import consumer

def handle(event, db):
    url = event["data"].get("url", "")
    with open(os.environ["SEEN"], "a") as seen:
        seen.write(f"{time.time()} {event['id']} {url}\\n")
    if url.endswith("/page/3"):
        raise ValueError("cannot be read")
    if url.endswith("/page/5"):
        os.kill(os.getpid(), 9)
    if url.endswith("/page/8") and not os.path.exists(os.environ["SEEN"] + ".once"):
        open(os.environ["SEEN"] + ".once", "w").close()
        os.kill(os.getpid(), 9)

consumer.main(handle)
`

it.runIf(hasPython)(
  'an event that cannot be handled is put aside after five tries and blocks nothing; one that was in hand at a death comes again',
  async () => {
    await using busy = await aBusyLine(40)
    const { line, base } = busy
    line.keep('api')
    await line.start('archive')
    await line.startAll()
    const [program, store, seen] = ['handler.py', 'kept.sqlite', 'seen.txt'].map((name) => join(line.folder, name))
    await writeFile(program ?? '', poisoned)
    await using python = openOutsider('python3', [program ?? '', base, store ?? ''], { env: { SEEN: seen ?? '' } })
    const told = await untilTold(line, busy.count, base)
    const kept = () => readStore(store ?? '')
    await until(
      'all is kept or put aside',
      60_000,
      async () => kept().events.length + kept().dead.length >= told.length,
    )
    await python.stop()

    const handled = (await readFile(seen ?? '', 'utf8'))
      .trim()
      .split('\n')
      .map((text) => text.split(' '))
    const about = (page: number) => handled.filter(([, , url]) => url?.endsWith(`/page/${page}`))
    const { events, dead } = kept()
    const deadIds = new Set(dead.map(({ id }) => id))
    expect(deadIds).toEqual(new Set([...about(3), ...about(5)].map(([, id]) => id)))
    expect(dead.map(({ error }) => error).toSorted()).toEqual(
      ["ValueError('cannot be read')", 'it ended this program'].toSorted(),
    )
    for (const id of deadIds) expect(handled.filter(([, each]) => each === id)).toHaveLength(5)
    const rest = told.filter(({ id }) => !deadIds.has(id))
    expect(events.map(({ id }) => id).toSorted()).toEqual(rest.map(({ id }) => id).toSorted())

    const times = about(8).map(([time]) => Number(time))
    expect(times.length, 'handled again').toBeGreaterThan(1)
    const againAfterMs = Math.round(((times[1] ?? 0) - (times[0] ?? 0)) * 1_000)
    expect(againAfterMs).toBeLessThan(5_000)
    printNumbers('A consumer and events that it cannot handle', {
      'events told': told.length,
      'put aside': dead.length,
      deaths: python.ends,
      'again after a death (ms)': againAfterMs,
    })
  },
)
