import { setTimeout as sleep } from 'node:timers/promises'
import { plural } from '../table.ts'
import { type AuditedLine, type Census, openCensus } from './census.ts'
import { examine, stillStrange } from './examine.ts'
import type { Facts } from './facts.ts'
import type { Check } from './finding.ts'
import { judgeAccounts } from './judge-accounts.ts'
import { type Pace, usualPaceMs } from './look-again.ts'
import { rightCounters } from './right-counters.ts'

/** What was set right. */
export type Mended = { readonly is: 'mended'; readonly check: Check; readonly text: string }

const mended = (check: Check, text: string): Mended => ({ is: 'mended', check, text })

/** Mends what is safe to mend of what was found, counters last; each step makes sure that there is still something to mend. */
export async function mend(line: AuditedLine, facts: Facts, pace: Pace = {}): Promise<Mended[]> {
  await using census = openCensus(line)
  const done = [
    await publishEnds(line, census, facts),
    await releaseSlots(line, facts),
    await relistHosts(census, facts),
    await putBackLost(census, facts),
    await dropOrphans(line, census, facts),
    await correctCounters(line, census, pace),
  ]
  return done.filter((each) => each !== undefined)
}

async function publishEnds({ stores }: AuditedLine, { jobs }: Census, { runs }: Facts): Promise<Mended | undefined> {
  let count = 0
  for (const job of runs.unended) {
    const event = await jobs.endOfFailed(job)
    if (event && (await stores.events.end(event)) === 'published') count++
  }
  return count > 0 ? mended('runs', `runs: ${plural(count, 'end')} of failed jobs published`) : undefined
}

async function releaseSlots({ stores }: AuditedLine, { hosts }: Facts): Promise<Mended | undefined> {
  await Promise.all(hosts.forgotten.map(({ host, ref }) => stores.hosts.release(host, ref)))
  const count = hosts.forgotten.length
  return count > 0 ? mended('slots', `slots: ${plural(count, 'slot')} of ended runs released`) : undefined
}

async function relistHosts({ hosts: census }: Census, { hosts }: Facts): Promise<Mended | undefined> {
  const count = await census.relist(hosts.stranded)
  return count > 0 ? mended('slots', `slots: ${plural(count, 'host')} listed again`) : undefined
}

async function putBackLost({ jobs, marks }: Census, { runs }: Facts): Promise<Mended | undefined> {
  let count = 0
  for (const { ref, isHeld, hasEntry } of runs.lost) {
    if (!hasEntry) continue
    // As long as one that is done exists, no other can be added in its place.
    await jobs.forgetIdle(ref)
    if ((await marks.putBack(ref, { jobKeys: jobs.keysOf(ref), isHeld })) === 'back') count++
  }
  return count > 0
    ? mended('runs', `runs: ${plural(count, 'lost run')} put back where its host's turn is awaited`)
    : undefined
}

async function dropOrphans({ stores }: AuditedLine, census: Census, { bodies }: Facts): Promise<Mended | undefined> {
  const orphans = await stillStrange(
    census,
    bodies.orphans.map((ref) => ({ ref })),
  )
  for (const { ref } of orphans) await stores.bodies.drop(ref)
  const count = orphans.length
  return count > 0 ? mended('bodies', `bodies: ${count} without a run dropped`) : undefined
}

/** Only where two looks at the line are equal, and nothing has changed when they are set. */
async function correctCounters(line: AuditedLine, { marks }: Census, pace: Pace): Promise<Mended | undefined> {
  const first = await examine(line, pace)
  if (judgeAccounts(first).is === 'ok') return undefined
  await sleep(pace.lookEveryMs ?? usualPaceMs)
  const second = await examine(line, pace)
  const right = rightCounters(first, second)
  if (right === 'moving' || right === 'unknown') return undefined
  const isSet = await marks.correctCounters(second.counters.after, right)
  return isSet ? mended('accounts', 'accounts: counters set right') : undefined
}
