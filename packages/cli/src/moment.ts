import { InvalidArgumentError } from 'commander'
import { UsageError } from './usage-error.ts'

const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** An instant with its zone, a date (its beginning in UTC), or an age, as milliseconds since 1970. */
export function readMoment(value: string): number {
  const at = momentOf(value)
  if (Number.isNaN(at))
    throw new InvalidArgumentError('expected an instant like 2024-02-27T10:00:00Z, a date, or an age like 90m, 2h, 3d')
  return at
}

/** As {@link readMoment}; `NaN` where it is none. */
export function momentOf(value: string): number {
  const ms = spanOf(value)
  return ms === undefined ? instantOf(value) : Date.now() - ms
}

/** Reads a span of time of so many days at most, in milliseconds. */
export function readSpan(daysMost: number): (value: string) => number {
  return (value) => {
    const ms = spanOf(value) ?? 0
    if (ms > 0 && ms <= daysMost * 86_400_000) return ms
    throw new InvalidArgumentError(`expected a time like 90s, 30m, 2h, 3d, and not more than ${daysMost}d`)
  }
}

/** Throws {@link UsageError} where a span ends before it begins; `end` is the option that ends it. */
export function inOrder({ since, until }: { since?: number | undefined; until?: number | undefined }, end: string) {
  if (since !== undefined && until !== undefined && since > until)
    throw new UsageError(`--since comes after ${end}: nothing lies between them`)
}

function spanOf(value: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(value) ?? []
  return count === undefined ? undefined : Number(count) * (unitMs[unit] ?? 0)
}

/** `Date.parse` alone takes nearly anything that holds a number, and a time without a zone as this machine's. */
function instantOf(value: string): number {
  const isInstant = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/.test(value)
  return isInstant ? Date.parse(value) : Number.NaN
}
