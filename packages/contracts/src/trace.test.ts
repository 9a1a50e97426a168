import { describe, expect, it } from 'vitest'
import { readTrace, Trace, TraceLine, traceLine, traceOn } from './trace.ts'

const step = { stage: 'fetch', queuedAt: '2026-03-03T09:00:00.000Z', waitedMs: 40, workedMs: 50, tries: 1 } as const
const begun: Trace = { discoveredAt: '2026-03-03T08:59:00.000Z', sourceId: 'courier', steps: [] }

describe('the line of a trace', () => {
  it.each([
    ['without a step', begun],
    ['with steps', { ...begun, steps: [step, { ...step, stage: 'classify-stance', tries: 3 }] }],
    ['without a source', { ...begun, sourceId: null }],
    ['of a source with signs of its own', { ...begun, sourceId: 'Courier, noon; "north" 50 % ä 🛰' }],
  ] satisfies [string, Trace][])('reads as it was written, %s', (_, trace) => {
    const line = traceLine(trace)
    expect(TraceLine.parse(line)).toBe(line)
    expect(readTrace(line)).toEqual(trace)
  })

  it('keeps its last eight steps', () => {
    let line = traceLine(begun)
    for (let tries = 1; tries <= 20; tries++)
      line = traceOn(line, { stage: 'parse', queuedMs: 1, waitedMs: 2, workedMs: 3, tries })
    expect(Trace.parse(readTrace(TraceLine.parse(line))).steps.map(({ tries }) => tries)).toEqual([
      13, 14, 15, 16, 17, 18, 19, 20,
    ])
  })

  it('takes the longest source there is, and one that is no text', () => {
    for (const sourceId of ['ä'.repeat(120), '🛰'.repeat(60), `${'x'.repeat(119)}\ud83d`]) {
      expect(Trace.parse(readTrace(TraceLine.parse(traceLine({ ...begun, sourceId })))).sourceId).toHaveLength(120)
    }
  })

  it.each([
    '',
    '1,courier;',
    '1,courier;fetch,1,1,1,0',
    '1,courier;sort,1,1,1,1',
    '1,courier;fetch,-1,1,1,1',
    '123456789012345,courier',
    `1,courier${';fetch,1,1,1,1'.repeat(9)}`,
  ])('is none of "%s"', (line) => {
    expect(TraceLine.safeParse(line).success).toBe(false)
  })

  it('can be read whatever it says', () => {
    const trace = readTrace(TraceLine.parse('99999999999999,%E0%A4%A;parse,99999999999999,0,99999999999999,999999999'))
    expect(Trace.parse(trace)).toMatchObject({ sourceId: null, steps: [{ stage: 'parse' }] })
  })
})
