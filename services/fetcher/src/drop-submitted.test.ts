import type { DiscoveredUrl } from '@stancewire/contracts'
import { openLog } from '@stancewire/runtime'
import { type KeptBody, openMemoryBodies } from '@stancewire/storage'
import { expect, it } from 'vitest'
import { startDroppingSubmitted } from './drop-submitted.ts'

const urlId = (digit: string) => `u${digit.repeat(32)}`
const entryOf = (digit: string, body: number | null) =>
  ({ urlId: urlId(digit), run: 1, ...(body === null ? {} : { submitted: { body } }) }) as DiscoveredUrl

/** Texts that were handed in a while ago, and what marks say of their URLs. */
async function aStore(entries: Record<string, DiscoveredUrl | 'unreadable'>, texts: readonly [string, number][]) {
  const bodies = openMemoryBodies()
  for (const [digit, run] of texts) await bodies.write({ urlId: urlId(digit), run, kind: 'submitted' }, 'Words.')
  let ageMs = 3_600_000
  let looks = 0
  const droppedAt: number[] = []
  const aged = {
    ...bodies,
    drop(ref: Parameters<typeof bodies.drop>[0]) {
      droppedAt.push(looks)
      return bodies.drop(ref)
    },
    async *list(kind?: Parameters<typeof bodies.list>[0]): AsyncGenerator<KeptBody> {
      looks++
      for await (const body of bodies.list(kind)) yield { ...body, writtenAtMs: body.writtenAtMs - ageMs }
    },
  }
  const entryFor = (id: string) => entries[id[1] ?? '']
  const deps = {
    bodies: aged,
    marks: { of: async (ids: readonly string[]) => ids.map((id) => ({ hasEntry: entryFor(id) !== undefined })) },
    runs: {
      entry: async (id: string) => {
        const entry = entryFor(id)
        return entry === 'unreadable' ? undefined : entry
      },
    },
  }
  const kept = async () => {
    const names: string[] = []
    for await (const { ref } of bodies.list()) names.push(`${ref.urlId[1]}/${ref.run}`)
    return names.sort()
  }
  return {
    deps,
    kept,
    looks: () => looks,
    /** At which look each was dropped. */
    droppedAt,
    young: () => {
      ageMs = 0
    },
  }
}
const log = openLog('test', 'silent')

it('drops what no run asks for, once it was so at two looks, and keeps what one asks for', async () => {
  const entries = { '1': entryOf('1', 11), '2': entryOf('2', 99), '4': entryOf('4', null), '5': 'unreadable' as const }
  const { deps, kept, looks, droppedAt } = await aStore(entries, [
    ['1', 11],
    ['1', 12],
    ['2', 21],
    ['3', 31],
    ['4', 0],
    ['5', 51],
  ])
  await using _dropping = startDroppingSubmitted(deps, log, 50)
  await expect.poll(kept).toEqual(['1/11', '4/0', '5/51'])
  await expect.poll(looks).toBeGreaterThan(3)
  expect(await kept()).toEqual(['1/11', '4/0', '5/51'])
  expect(droppedAt).toEqual([2, 2, 2])
})

it('leaves what was handed in a moment ago: its run may be about to start', async () => {
  const { deps, kept, looks, young } = await aStore({}, [['1', 11]])
  young()
  await using _dropping = startDroppingSubmitted(deps, log, 20)
  await expect.poll(looks).toBeGreaterThan(3)
  expect(await kept()).toEqual(['1/11'])
})
