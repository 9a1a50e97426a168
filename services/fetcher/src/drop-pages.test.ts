import type { RunRef } from '@stancewire/contracts'
import { openLog } from '@stancewire/runtime'
import { openMemoryBodies } from '@stancewire/storage'
import { expect, it } from 'vitest'
import { startDroppingPages } from './drop-pages.ts'

it('drops what was fetched and handed in for runs that ended, and keeps the text', async () => {
  const bodies = openMemoryBodies()
  const ended = { urlId: `u${'1'.repeat(32)}`, run: 2 }
  const running = { urlId: `u${'2'.repeat(32)}`, run: 1 }
  const endedBefore = { urlId: `u${'3'.repeat(32)}`, run: 1 }
  const runs = { latest: async (urlId: string) => (urlId === endedBefore.urlId ? 2 : ended.run) }
  for (const ref of [ended, running, endedBefore]) {
    await bodies.write({ ...ref, kind: 'page' }, 'page')
    await bodies.write({ ...ref, kind: 'fetched' }, 'fetched')
    await bodies.write({ ...ref, kind: 'text' }, 'text')
    await bodies.write({ ...ref, run: 0, kind: 'submitted' }, 'submitted')
  }
  const due: RunRef[] = [ended, endedBefore]
  const duePages = { due: async () => [...due], done: async () => void due.shift() }

  await using _dropping = startDroppingPages(
    { bodies, duePages, runs },
    { log: openLog('test', 'silent'), failedKeptMs: 0 },
  )

  await expect.poll(() => due.length).toBe(0)
  expect(await bodies.read({ ...ended, kind: 'page' })).toBeUndefined()
  expect(await bodies.read({ ...ended, kind: 'fetched' })).toBeUndefined()
  expect(await bodies.read({ ...ended, run: 0, kind: 'submitted' })).toBeUndefined()
  expect(await bodies.read({ ...endedBefore, run: 0, kind: 'submitted' })).toBe('submitted')
  expect(await bodies.read({ ...ended, kind: 'text' })).toBe('text')
  expect(await bodies.read({ ...running, kind: 'page' })).toBe('page')
  expect(await bodies.read({ ...running, kind: 'fetched' })).toBe('fetched')
})
