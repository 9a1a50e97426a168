import type { RunRef } from '@stancewire/contracts'
import { openLog } from '@stancewire/runtime'
import { openMemoryBodies } from '@stancewire/storage'
import { expect, it } from 'vitest'
import { startDroppingPages } from './drop-pages.ts'

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

  await using _dropping = startDroppingPages({ bodies, duePages }, { log: openLog('test', 'silent'), failedKeptMs: 0 })

  await expect.poll(() => due.length).toBe(0)
  expect(await bodies.read({ ...ended, kind: 'page' })).toBeUndefined()
  expect(await bodies.read({ ...ended, kind: 'fetched' })).toBeUndefined()
  expect(await bodies.read({ ...ended, kind: 'text' })).toBe('text')
  expect(await bodies.read({ ...running, kind: 'page' })).toBe('page')
  expect(await bodies.read({ ...running, kind: 'fetched' })).toBe('fetched')
})
