import { FailureCause, Stage } from '@stancewire/contracts'
import type { FailedFilter } from '@stancewire/runtime'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { UsageError } from '../usage-error.ts'

/** What the options of `failed` say of which runs are meant. */
export type Which = {
  stage?: Stage
  cause?: FailureCause
  match?: string
  host?: string
  since?: number
  before?: number
}

/** Adds the options that say which failed runs are meant. */
export function withFilter(command: Command): Command {
  return command
    .addOption(new Option('--stage <stage>', 'only of this stage').choices(Stage.options))
    .addOption(new Option('--cause <cause>', 'only with this cause').choices(FailureCause.options))
    .option('--match <text>', 'only with this text in the address or the message')
    .option('--host <host>', 'only of this host, and of those below it')
    .option('--since <when>', 'only failed since: an instant, or an age like 90m, 2h, 3d', readMoment)
    .option('--before <when>', 'only failed before: an instant, or an age', readMoment)
}

/** The filter that these options state. */
export function filterOf({ stage, cause, match, host, since, before }: Which): FailedFilter {
  return {
    ...(stage ? { stage } : {}),
    ...(cause ? { cause } : {}),
    ...(match ? { match } : {}),
    ...(host ? { host } : {}),
    ...(since === undefined ? {} : { sinceMs: since }),
    ...(before === undefined ? {} : { beforeMs: before }),
  }
}

/** As {@link filterOf}, where something is done to what is meant: one by its id, some by options, or all in so many words. */
export function chosenFilter(
  id: string | undefined,
  { all = false, ...which }: Which & { all?: boolean },
): FailedFilter {
  const filter = filterOf(which)
  const isFiltered = Object.keys(filter).length > 0
  if (id !== undefined && all) throw new UsageError('name one by its id, or say --all, not both')
  if (id !== undefined && isFiltered) throw new UsageError('name one by its id, or say which by options, not both')
  if (id === undefined && !all && !isFiltered)
    throw new UsageError(
      'name one by its id, or say --all, or say which: --stage, --cause, --match, --host, --since, --before',
    )
  return id === undefined ? filter : { id }
}

const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** An instant in UTC, a date, or an age, as milliseconds since 1970. */
export function readMoment(value: string): number {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(value) ?? []
  if (count !== undefined) return Date.now() - Number(count) * (unitMs[unit] ?? 0)
  // `Date.parse` alone takes nearly anything that holds a number, and a time without a zone as this machine's.
  const isInstant = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z)?$/.test(value)
  const at = isInstant ? Date.parse(value) : Number.NaN
  if (Number.isNaN(at))
    throw new InvalidArgumentError('expected an instant like 2024-02-27T10:00:00Z, or an age like 90m, 2h, 3d')
  return at
}
