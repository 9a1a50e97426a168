import { z } from 'zod'
import { Instant } from './identity.ts'
import { Stage } from './vocabulary.ts'

/** A stage that a run has left behind: when its job was added, how long it waited until its last try began, how long that try took, and how many there were. */
const TraceStep = z.object({
  stage: Stage,
  queuedAt: Instant,
  waitedMs: z.int().min(0),
  workedMs: z.int().min(0),
  tries: z.int().min(1),
})
type TraceStep = z.infer<typeof TraceStep>

const stepsMax = 8

/** The way of a run so far, as its end tells it. */
export const Trace = z.object({
  discoveredAt: Instant,
  /** `null` where nobody polled for it. */
  sourceId: z.string().max(120).nullable(),
  steps: z.array(TraceStep).max(stepsMax),
})
export type Trace = z.infer<typeof Trace>

const step = `;(?:${Stage.options.join('|')})(?:,\\d{1,14}){3},[1-9]\\d{0,8}`

/**
 * The way of a run as its messages carry it, through every queue and back: `discoveredMs,source;stage,queuedMs,waitedMs,workedMs,tries;…`
 * with instants in ms since 1970, and the source percent-encoded, empty where there is none.
 */
export const TraceLine = z.string().regex(new RegExp(`^\\d{1,14},[^,;]{0,1080}(?:${step}){0,${stepsMax}}$`))

/** A step as a line keeps it. */
type LineStep = Omit<TraceStep, 'queuedAt'> & { readonly queuedMs: number }

/** Writes the way of a run down as a message carries it. */
export function traceLine({ discoveredAt, sourceId, steps }: Trace): string {
  const source = encodeURIComponent((sourceId ?? '').toWellFormed())
  const found = `${Date.parse(discoveredAt)},${source}`
  return steps.reduce(
    (line, { queuedAt, ...step }) => traceOn(line, { ...step, queuedMs: Date.parse(queuedAt) }),
    found,
  )
}

/** The line with one more step; of more than eight the last eight stay. */
export function traceOn(line: string, { stage, queuedMs, waitedMs, workedMs, tries }: LineStep): string {
  const longer = `${line};${stage},${queuedMs},${waitedMs},${workedMs},${tries}`
  const [found = '', ...steps] = longer.split(';')
  return steps.length > stepsMax ? [found, ...steps.slice(-stepsMax)].join(';') : longer
}

/** Reads a line that {@link TraceLine} has taken; of others it makes no sense. */
export function readTrace(line: string): Trace {
  const [found = '', ...steps] = line.split(';')
  const [discoveredMs, source] = found.split(',')
  return { discoveredAt: instant(discoveredMs), sourceId: decoded(source), steps: steps.map(readStep) }
}

function readStep(written: string): TraceStep {
  const [stage, queuedMs, waitedMs, workedMs, tries] = written.split(',')
  return {
    stage: stage as Stage,
    queuedAt: instant(queuedMs),
    waitedMs: Number(waitedMs),
    workedMs: Number(workedMs),
    tries: Number(tries),
  }
}

function instant(ms: string | undefined): string {
  return new Date(Number(ms)).toISOString()
}

function decoded(source: string | undefined): string | null {
  if (!source) return null
  try {
    return decodeURIComponent(source).slice(0, 120)
  } catch {
    return null
  }
}
