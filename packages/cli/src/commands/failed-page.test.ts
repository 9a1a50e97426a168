import { stripVTControlCharacters } from 'node:util'
import type { FailedJob } from '@stancewire/runtime'
import { expect, it } from 'vitest'
import { failedPage } from './failed-page.ts'

const urlId = `u${'1'.repeat(32)}`
const job: FailedJob = {
  id: `parse-${urlId}-2`,
  stage: 'parse',
  ref: { urlId, run: 2 },
  url: 'https://news.example/a',
  host: 'news.example',
  lane: 'live',
  cause: 'crashed',
  error: {
    name: 'ThreadDiedError',
    message: 'its thread died',
    stack: 'ThreadDiedError: its thread died\n    at work',
  },
  attempts: 3,
  worker: 'mill:412',
  queuedAt: '2026-03-03T09:00:00.000Z',
  triedAt: '2026-03-03T09:00:05.000Z',
  failedAt: '2026-03-03T09:00:06.000Z',
  input: { v: 1, url: 'https://news.example/a' },
}
const nowMs = Date.parse('2026-03-03T09:10:06.000Z')
const page = (fields: Partial<FailedJob>, bodies: Parameters<typeof failedPage>[1] = []) =>
  stripVTControlCharacters(failedPage({ ...job, ...fields }, bodies, nowMs))

it('tells who, when, what, where, the message, the bodies that are kept, and the stack', () => {
  expect(
    page({}, [
      { kind: 'page', run: 2, characters: 4_812 },
      { kind: 'submitted', run: 0, characters: 1 },
    ]),
  ).toBe(
    [
      `job       parse-${urlId}-2`,
      `run       2 of ${urlId}`,
      'address   https://news.example/a',
      'host      news.example',
      'stage     parse',
      'cause     crashed, after 3 tries',
      'error     ThreadDiedError: its thread died',
      'worker    mill:412',
      'queued    2026-03-03T09:00:00.000Z',
      'last try  2026-03-03T09:00:05.000Z',
      'failed    2026-03-03T09:00:06.000Z, 10 min ago',
      'bodies    page (4812 characters), submitted (as handed in, 1 character)',
      '',
      'message',
      '  {',
      '    "v": 1,',
      '    "url": "https://news.example/a"',
      '  }',
      '',
      'stack',
      '  ThreadDiedError: its thread died',
      '      at work',
    ].join('\n'),
  )
})

it('says what is not known, and that a run was a replay', () => {
  const text = page({ ref: null, url: null, host: null, worker: null, triedAt: null, input: undefined, attempts: 1 })
  expect(text).toMatch(/^run +none that can be read$/m)
  expect(text).toMatch(/^worker +unknown$/m)
  expect(text).toMatch(/^cause +crashed, after 1 try$/m)
  expect(text).toMatch(/^bodies +none kept$/m)
  expect(text).toContain('message\n  none\n')
  expect(page({ lane: 'replay' })).toMatch(/^run +2 of u1+, a replay$/m)
})

it('lets nothing from outside write over the terminal', () => {
  const hostile = 'a\u001b[2J\u009b1m\u202eb'
  const error = { name: 'Error', message: hostile, stack: `${hostile}\n    ${hostile}` }
  const text = failedPage({ ...job, url: hostile, error, input: { title: hostile } }, [], nowMs)
  for (const control of ['\u001b[2J', '\u009b', '\u202e']) expect(text).not.toContain(control)
})
