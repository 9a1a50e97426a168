import type { TerminalEvent } from '@stancewire/contracts'
import { expect, it } from 'vitest'
import { openCrowd } from '../e2e/crowd.ts'
import { expectOneEndEach, openCrowdLine, untilEnded } from '../e2e/crowd-line.ts'
import type { Fault, Keeper, StageService, TestLine } from '../e2e/line.ts'
import { expectAccountsBalance } from './account.ts'
import { printNumbers } from './numbers.ts'

const count = 80
const runsMax = 3

type Killer = Pick<Fault, 'at' | 'does'> & { readonly page: number; readonly service: StageService }

/** Pages that end whoever works on them, each time: their thread or the whole process. No number of theirs is part of another one. */
const killers: readonly Killer[] = [
  { page: 14, service: 'parser', at: 'work:parse', does: 'exit' },
  { page: 24, service: 'parser', at: 'work:parse', does: 'heap' },
  { page: 34, service: 'parser', at: 'work:parse', does: 'die' },
  { page: 44, service: 'deduplicator', at: 'work:deduplicate', does: 'die' },
  { page: 54, service: 'stance-classifier', at: 'work:classify-stance', does: 'exit' },
  { page: 64, service: 'stance-classifier', at: 'work:classify-stance', does: 'die' },
]

function faultsOf(service: StageService): Fault[] {
  const own = killers.filter((killer) => killer.service === service)
  return own.map(({ page, at, does }) => ({ at, does, about: `/page/${page}`, always: true }))
}

function keepWithKillers(line: TestLine, service: StageService): Keeper {
  return line.keep(service, { lives: [faultsOf(service)], repeats: true })
}

/** How often a killer was at work, by the log. */
function runsOf(line: TestLine, { at, does }: Killer): number {
  return line.log().split(`fault at ${at}: ${does}\n`).length - 1
}

function failureOf(ends: readonly TerminalEvent[], url: string | undefined) {
  const event = ends.find(({ data }) => data.url === url)
  return event?.type === 'url.failed' ? event.data : undefined
}

it('runs a page that ends its reader each time three times at most, then sets it aside as crashed, alone', async () => {
  await using crowd = await openCrowd(count)
  await using line = await openCrowdLine(crowd)
  const keepers = (['parser', 'deduplicator', 'stance-classifier'] as const).map((name) => keepWithKillers(line, name))
  await line.startAll(['discoverer', 'fetcher'])
  const endedAfterMs = await untilEnded(line, count, 150_000)

  const ends = await line.ends()
  const fates = killers.map((killer) => {
    const { cause, attempts, stage } = failureOf(ends, crowd.listed[killer.page]?.url) ?? {}
    return { killer, cause, attempts, stage, runs: runsOf(line, killer) }
  })
  for (const { killer, cause, stage, runs } of fates) {
    const what = `page ${killer.page} (${killer.at}: ${killer.does})`
    expect({ cause, stage }, what).toEqual({ cause: 'crashed', stage: killer.at.slice('work:'.length) })
    expect(runs, `runs of ${what}`).toBeGreaterThan(1)
    expect(runs, `runs of ${what}`).toBeLessThanOrEqual(runsMax)
  }
  const pages = new Set(killers.map(({ page }) => page))
  const listed = crowd.listed.map((page, at) => (pages.has(at) ? { ...page, end: 'failed' as const } : page))
  await expectOneEndEach(line, { listed })
  const runs = fates.map(({ killer, runs }) => [`runs of the page with ${killer.at}: ${killer.does}`, runs] as const)
  printNumbers(`${killers.length} pages that end whoever reads them, among ${count}`, {
    ...Object.fromEntries(runs),
    'processes that died': keepers.reduce((sum, { ends: deaths }) => sum + deaths.length, 0),
    'others that ended as they should': count - killers.length,
    'all ended after (ms)': endedAfterMs,
  })
  await expectAccountsBalance(line)
})
