import type { RunRef } from '@stancewire/contracts'
import { openLog } from '@stancewire/runtime'
import { openMemoryBodies } from '@stancewire/storage'
import { expect, it } from 'vitest'
import { startDroppingPages } from './drop-pages.ts'

const nothingRuns = { state: async () => ({ is: 'unknown' as const }) }
const noneDue = { due: async () => [], done: async () => {} }

it('drops what was fetched for runs that ended, and keeps the text', async () => {
  const bodies = openMemoryBodies()
  const ended = { urlId: `u${'1'.repeat(32)}`, run: 2 }
  const running = { urlId: `u${'2'.repeat(32)}`, run: 1 }
  for (const ref of [ended, running]) {
    await bodies.write({ ...ref, kind: 'page' }, 'page')
    await bodies.write({ ...ref, kind: 'fetched' }, 'fetched')
    await bodies.write({ ...ref, kind: 'text' }, 'text')
  }
  const due: RunRef[] = [ended]
  const duePages = { due: async () => [...due], done: async () => void due.shift() }

  await using _dropping = startDroppingPages(
    { bodies, duePages, runs: nothingRuns },
    { log: openLog('test', 'silent'), failedKeptMs: 0 },
  )

  await expect.poll(() => due.length).toBe(0)
  expect(await bodies.read({ ...ended, kind: 'page' })).toBeUndefined()
  expect(await bodies.read({ ...ended, kind: 'fetched' })).toBeUndefined()
  expect(await bodies.read({ ...ended, kind: 'text' })).toBe('text')
  expect(await bodies.read({ ...running, kind: 'page' })).toBe('page')
  expect(await bodies.read({ ...running, kind: 'fetched' })).toBe('fetched')
})

it('drops old pages of runs that no mark knows, and spares those that are on their way however long they are held', async () => {
  const bodies = openMemoryBodies()
  const forgotten = { urlId: `u${'1'.repeat(32)}`, run: 1 }
  const held = { urlId: `u${'2'.repeat(32)}`, run: 2 }
  const kinds = ['page', 'fetched'] as const
  for (const ref of [forgotten, held]) for (const kind of kinds) await bodies.write({ ...ref, kind }, 'words')
  const runs = {
    state: async ({ run }: RunRef) => ({ is: run === held.run ? ('running' as const) : ('unknown' as const) }),
  }
  const old = { log: openLog('test', 'silent'), failedKeptMs: -30 * 86_400_000 }

  await using _dropping = startDroppingPages({ bodies, duePages: noneDue, runs }, old)

  for (const kind of kinds) {
    await expect.poll(() => bodies.read({ ...forgotten, kind })).toBeUndefined()
    expect(await bodies.read({ ...held, kind })).toBe('words')
  }
})

it('leaves what was handed in to the look that knows which run asks for it, however old it is', async () => {
  const bodies = openMemoryBodies()
  const ref = { urlId: `u${'1'.repeat(32)}`, run: 77 }
  await bodies.write({ ...ref, kind: 'submitted' }, 'words')
  await bodies.write({ ...ref, kind: 'fetched' }, 'words')
  const old = { log: openLog('test', 'silent'), failedKeptMs: -30 * 86_400_000 }

  {
    await using _dropping = startDroppingPages({ bodies, duePages: noneDue, runs: nothingRuns }, old)
    await expect.poll(() => bodies.read({ ...ref, kind: 'fetched' })).toBeUndefined()
  }
  expect(await bodies.read({ ...ref, kind: 'submitted' })).toBe('words')
})
