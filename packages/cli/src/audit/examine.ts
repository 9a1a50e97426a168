import type { RunRef } from '@stancewire/contracts'
import { readQueueStates } from '@stancewire/runtime'
import type { BodyRef, KeptBody, Mark } from '@stancewire/storage'
import { type AuditedLine, type Census, openCensus } from './census.ts'
import { isWholeStream, openEventBook, type UntoldEnd } from './event-book.ts'
import { type Facts, type ForgottenSlot, nameOf } from './facts.ts'
import { type Ledger, openLedger } from './ledger.ts'
import { inChunks, type Pace, whatStays } from './look-again.ts'
import { lookAtMissing } from './missing-runs.ts'
import { readPlaces, slotOverdueMs } from './read-places.ts'
import { openSample } from './sample.ts'

/** Reads a line, live or stopped, and compares what its parts remember: marks first, then down the line to the stream, then bodies. */
export async function examine(line: AuditedLine, pace: Pace = {}): Promise<Facts> {
  await using census = openCensus(line)
  const { runs } = line.stores
  const before = await runs.counters()
  const ledger = await readLedger(census)
  const between = await runs.counters()
  const places = await readPlaces(census, ledger)
  const events = await readEvents(census, ledger, between.ended ?? 0)
  const after = await runs.counters()
  const bodies = await readBodies(line, ledger)
  const [missing, unknown, forgotten, untold, orphans] = await Promise.all([
    whatStays(
      places.missing.map((ref) => ({ ref })),
      (left) => lookAtMissing(census, left),
      pace,
    ),
    whatStays(places.unknown, (left) => stillUnknown(census, left), pace),
    whatStays(places.hosts.overdue, (left) => stillForgotten(census, left), pace),
    whatStays(events.untold, (left) => stillUntold(census, left), pace),
    whatStays(bodies.strangers, (left) => stillStrange(census, left), pace),
  ])
  return {
    counters: { before, between, after },
    marks: { ...ledger.tally(), broken: ledger.broken() },
    runs: {
      open: places.open,
      places: places.places,
      lost: missing.filter((run) => run.is === 'lost'),
      unended: missing.flatMap((run) => (run.is === 'unended' ? [run.job] : [])),
      unknown,
    },
    hosts: { ...places.hosts, forgotten, stranded: await census.hosts.stranded() },
    events: { ...events.facts, untold: sampleOf(untold) },
    bodies: { count: bodies.count, orphans: orphans.map(({ ref }) => ref) },
  }
}

async function readLedger({ marks }: Census): Promise<Ledger> {
  const ledger = openLedger()
  for await (const some of marks.all()) for (const mark of some) ledger.enter(mark)
  return ledger
}

async function readEvents({ events }: Census, ledger: Ledger, endedBefore: number) {
  const book = openEventBook(ledger)
  const first = await events.extent()
  for await (const page of events.all()) for (const entry of page) book.enter(entry)
  const extent = await events.extent()
  const { untold, holds, ...read } = book.read()
  const missing = openSample()
  for (const ref of ledger.ended()) if (!holds(ref)) missing.add(nameOf(ref))
  const isWhole = [first, extent].every((each) => isWholeStream(each, read, endedBefore))
  return { untold, facts: { ...read, extent, isWhole, missing: missing.taken() } }
}

// A body is written before the job, and some before the mark, of its run.
const bodySparedMs = 60_000
// What was handed in is dropped by the fetcher long before this where no run asks for it.
const submittedSparedMs = 3_600_000

async function readBodies(line: AuditedLine, ledger: Ledger): Promise<{ count: number; strangers: KeptBody[] }> {
  const isLive = (await readQueueStates(line)).some(({ workers }) => workers > 0)
  const startedMs = Date.now()
  const sparedAfterMs = isLive ? startedMs - bodySparedMs : Number.POSITIVE_INFINITY
  const strangers: KeptBody[] = []
  let count = 0
  for await (const body of line.stores.bodies.list()) {
    count++
    const beforeMs = body.ref.kind === 'submitted' ? startedMs - submittedSparedMs : sparedAfterMs
    if (body.writtenAtMs < beforeMs && !ledger.knows(runOf(body.ref))) strangers.push(body)
  }
  return { count, strangers }
}

/** The run whose body it is. What was handed in has a number of its own: of it, only the URL can be known. */
function runOf({ urlId, run, kind }: BodyRef): RunRef {
  return { urlId, run: kind === 'submitted' ? 0 : run }
}

/** Reads the marks of suspects, and gives the suspects that stay. */
function besideMarks<Suspect>(
  { marks }: Census,
  left: readonly Suspect[],
  refOf: (suspect: Suspect) => RunRef,
  isStill: (suspect: Suspect, mark: Mark | undefined) => boolean,
): Promise<Suspect[]> {
  return inChunks(left, async (chunk) => {
    const read = await marks.of(chunk.map((suspect) => refOf(suspect).urlId))
    return chunk.filter((suspect, at) => isStill(suspect, read[at]))
  })
}

function stillUnknown(census: Census, left: readonly RunRef[]): Promise<RunRef[]> {
  return besideMarks(
    census,
    left,
    (ref) => ref,
    (ref, mark) => !knows(mark, ref),
  )
}

/** Of these bodies, those that no run knows now. */
export function stillStrange<Body extends Pick<KeptBody, 'ref'>>(
  census: Census,
  left: readonly Body[],
): Promise<Body[]> {
  return besideMarks(
    census,
    left,
    ({ ref }) => ref,
    ({ ref }, mark) => !knows(mark, runOf(ref)),
  )
}

async function stillForgotten(census: Census, left: readonly ForgottenSlot[]): Promise<ForgottenSlot[]> {
  const overdueBeforeMs = Date.now() - slotOverdueMs
  const held = new Set<string>()
  for await (const page of census.hosts.all())
    for (const { host, ref, heldSinceMs } of page)
      if (ref && heldSinceMs !== null && heldSinceMs < overdueBeforeMs) held.add(`${host} ${nameOf(ref)}`)
  const holding = left.filter(({ host, ref }) => held.has(`${host} ${nameOf(ref)}`))
  const isOver = (ref: RunRef, mark: Mark | undefined) => !knows(mark, ref) || mark?.ends.has(ref.run) === true
  return besideMarks(
    census,
    holding,
    ({ ref }) => ref,
    ({ ref }, mark) => isOver(ref, mark),
  )
}

// A mark outlives its last end by this, at least.
const markLivesMs = 86_400_000

function stillUntold(census: Census, left: readonly UntoldEnd[]): Promise<UntoldEnd[]> {
  const mayBeForgottenMs = Date.now() - markLivesMs
  return besideMarks(
    census,
    left,
    ({ ref }) => ref,
    ({ ref, type, atMs }, mark) => (mark ? mark.ends.get(ref.run) !== type : atMs > mayBeForgottenMs),
  )
}

function knows(mark: Mark | undefined, { run }: RunRef): boolean {
  return mark !== undefined && !(mark.run < run)
}

function sampleOf(untold: readonly UntoldEnd[]) {
  const sample = openSample()
  for (const { ref } of untold) sample.add(nameOf(ref))
  return sample.taken()
}
