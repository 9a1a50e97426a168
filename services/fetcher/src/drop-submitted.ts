import { every, type Logger } from '@stancewire/runtime'
import type { BodyRef, KeptBody, Stores } from '@stancewire/storage'

const lookEveryMs = 300_000
// Longer than a text and its run can lie apart in a living process.
const sparedMs = 60_000
const chunk = 200

type Deps = Pick<Stores, 'bodies'> & {
  readonly runs: Pick<Stores['runs'], 'entry'>
  readonly marks: { of(urlIds: readonly string[]): Promise<({ readonly hasEntry: boolean } | undefined)[]> }
}

/** Drops what was handed in once no run asks for it: its run has ended, or none was started. One that failed asks still. */
export function startDroppingSubmitted(deps: Deps, log: Logger, everyMs = lookEveryMs): AsyncDisposable {
  // What no run asked for at the last look either: one that Redis had heard of before it fell silent may still have been started then.
  let suspects = new Set<string>()
  return every(everyMs, 'dropping what was handed in', log, async (stopping) => {
    const unasked = await findUnasked(deps, Date.now() - sparedMs, stopping)
    if (stopping.aborted) return
    for (const ref of unasked) if (suspects.has(nameOf(ref))) await deps.bodies.drop(ref)
    suspects = new Set(unasked.map(nameOf))
  })
}

async function findUnasked(
  { bodies, runs, marks }: Deps,
  writtenBeforeMs: number,
  stopping: AbortSignal,
): Promise<BodyRef[]> {
  const kept: KeptBody[] = []
  for await (const body of bodies.list('submitted')) if (body.writtenAtMs < writtenBeforeMs) kept.push(body)
  const unasked: BodyRef[] = []
  for (let at = 0; at < kept.length && !stopping.aborted; at += chunk) {
    const refs = kept.slice(at, at + chunk).map(({ ref }) => ref)
    const found = await marks.of(refs.map(({ urlId }) => urlId))
    const entries = await Promise.all(refs.map(({ urlId }) => runs.entry(urlId)))
    unasked.push(
      ...refs.filter((ref, index) => {
        if (!found[index]?.hasEntry) return true
        const entry = entries[index]
        // One that this version cannot read may ask for it.
        return entry !== undefined && (entry.submitted?.body ?? 0) !== ref.run
      }),
    )
  }
  return unasked
}

function nameOf({ urlId, run }: BodyRef): string {
  return `${urlId}/${run}`
}
