import { queues, traceLine } from '@stancewire/contracts'
import type { Redis } from 'ioredis'
import { expect, it, onTestFinished, vi } from 'vitest'
import { aFind, anAnnouncement, aPage } from '../test/messages.ts'
import { anAnnouncer } from '../test/test-line.ts'
import { LostLockError } from './outcome.ts'
import { openSettle } from './settle.ts'

/** A settling of FETCH, for a job whose lock holds this token by now. */
function aSettling(holder: string | null) {
  const announcer = anAnnouncer()
  const add = vi.fn(async () => {})
  const get = vi.fn(async () => holder)
  const settle = openSettle(queues.fetch.name, { redis: { get } as unknown as Redis, announcer, next: { add } })
  return { settle, announcer, add, get }
}

const passed = { is: 'pass', output: aPage('a'), announce: [] } as const
const stopped = { is: 'stop', reason: 'gone', detail: null } as const
const trace = { discoveredAt: '2026-03-03T09:00:00.000Z', sourceId: 'courier', steps: [] }
const line = traceLine(trace)
const held = (takenAtMs: number) => ({ lock: 'lock', token: 'ours', takenAtMs, trace: line })
const longAgoMs = () => performance.now() - 60_000

it('passes on at once what was begun a moment ago: its lock cannot have run out', async () => {
  const { settle, add, get } = aSettling('theirs')
  await settle(aFind('a'), passed, held(performance.now()))
  expect(add).toHaveBeenCalledExactlyOnceWith({ ...aPage('a'), trace: line })
  expect(get).not.toHaveBeenCalled()
})

it('passes on what took long while its lock is held', async () => {
  const { settle, add } = aSettling('ours')
  await settle(aFind('a'), passed, held(longAgoMs()))
  expect(add).toHaveBeenCalledExactlyOnceWith({ ...aPage('a'), trace: line })
})

it.each(['theirs', null])('passes nothing on once its lock is lost (%s)', async (holder) => {
  const { settle, add } = aSettling(holder)
  await expect(settle(aFind('a'), passed, held(longAgoMs()))).rejects.toThrow(LostLockError)
  expect(add).not.toHaveBeenCalled()
})

it('does not complete a job whose end or announcement was refused', async () => {
  const { settle, announcer, add } = aSettling('theirs')
  const refusing = [vi.spyOn(announcer, 'end'), vi.spyOn(announcer, 'announce')]
  for (const spy of refusing) spy.mockResolvedValue('fenced')
  onTestFinished(() => void vi.restoreAllMocks())
  await expect(settle(aFind('a'), stopped, held(longAgoMs()))).rejects.toThrow(LostLockError)
  const announcing = { ...passed, announce: [anAnnouncement('a')] }
  await expect(settle(aFind('a'), announcing, held(performance.now()))).rejects.toThrow(LostLockError)
  expect(add).not.toHaveBeenCalled()
})

it('tells the way of a run with its end', async () => {
  const { settle, announcer } = aSettling('ours')
  const end = vi.spyOn(announcer, 'end')
  onTestFinished(() => void vi.restoreAllMocks())
  await settle(aFind('a'), stopped, held(performance.now()))
  expect(end).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ type: 'url.stopped', data: expect.objectContaining({ trace }) }),
    { lock: 'lock', token: 'ours' },
  )
})
