import { describe, expect, it } from 'vitest'
import { eventId, Instant, InstantOrDate, jobId } from './identity.ts'
import { queues } from './queues.ts'

const urlId = `u${'7'.repeat(32)}`

describe('jobId', () => {
  it('holds no colon and is no number, whatever the stage', () => {
    for (const { name } of Object.values(queues)) {
      const id = jobId(name, { urlId, run: 12 })
      expect(id).not.toContain(':')
      expect(id).not.toMatch(/^\d+$/)
    }
  })

  it('differs by stage and by run, and by nothing else', () => {
    const ids = Object.values(queues).flatMap(({ name }) => [1, 2, 11].map((run) => jobId(name, { urlId, run })))
    expect(new Set(ids).size).toBe(ids.length)
    expect(jobId('parse', { urlId, run: 1 })).toBe(jobId('parse', { urlId, run: 1 }))
  })
})

describe('eventId', () => {
  it('is the same for the same facts, and another where facts run together', () => {
    expect(eventId('t', 'a', 'b')).toBe(eventId('t', 'a', 'b'))
    expect(eventId('t', 'ab', 'c')).not.toBe(eventId('t', 'a', 'bc'))
    expect(eventId('t', '1')).not.toBe(eventId('t', 1))
    expect(eventId('t', 'a')).toMatch(/^e[0-9a-f]{32}$/)
  })
})

describe('instants', () => {
  it.each(['2026-03-03T09:15:00Z', '2026-03-03T09:15:00.5Z', '2024-02-29T23:59:59Z'])('accept %s', (at) => {
    expect(Instant.safeParse(at).success).toBe(true)
  })

  it.each(['2026-03-03T09:15:00+01:00', '2026-03-03 09:15:00', '2026-02-30T00:00:00Z', '2026-03-03', '', 'now'])(
    'refuse %j',
    (at) => {
      expect(Instant.safeParse(at).success).toBe(false)
    },
  )

  it('may be bare dates only where the zone can be unknown, and only dates that exist', () => {
    expect(InstantOrDate.safeParse('2026-03-03').success).toBe(true)
    expect(InstantOrDate.safeParse('2026-02-30').success).toBe(false)
    expect(InstantOrDate.safeParse('2026-03').success).toBe(false)
  })
})
