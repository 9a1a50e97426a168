import { expect, it } from 'vitest'
import { anAuditedLine } from '../../test/audited-line.ts'
import { offerUntil, runLine } from '../../test/live-line.ts'
import { audit } from './index.ts'

const looksMin = 6
const runsMin = 800

it.each([
  ['whole', 200_000, /none twice$/],
  ['trimmed', 100, /older ones were trimmed$/],
])(
  'never finds anything wrong on a busy line, however often one looks (%s stream)',
  async (_, eventsMax, events) => {
    await using line = await anAuditedLine({ eventsMax })
    const counted = async () => {
      const { accepted = 0, ended = 0 } = await line.stores.runs.counters()
      return { accepted, ended }
    }
    const stopping = new AbortController()
    {
      await using _running = runLine(line)
      const offering = offerUntil(line, stopping.signal)
      for (let looks = 0; looks < looksMin || (await counted()).accepted < runsMin; looks++) {
        const findings = await audit(line)
        expect(findings.filter(({ is }) => is !== 'ok')).toEqual([])
      }
      stopping.abort()
      await offering
      const { accepted } = await counted()
      await expect
        .poll(async () => (await counted()).ended, { timeout: 40_000, message: `${accepted} runs end` })
        .toBe(accepted)
    }
    const findings = await audit(line)
    expect(findings.filter(({ is }) => is !== 'ok')).toEqual([])
    expect(findings[0]?.text).toMatch(/ 0 in flight$/)
    expect(findings[2]?.text).toMatch(events)
  },
  90_000,
)
