import { FailureCause, Stage } from '@stancewire/contracts'
import type { FailedFilter } from '@stancewire/runtime'
import { type Command, Option } from 'commander'
import { inOrder, readMoment } from '../moment.ts'
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
    .option('--since <when>', 'only failed since: an instant, a date, or an age like 90m, 2h, 3d', readMoment)
    .option('--before <when>', 'only failed before: an instant, or an age', readMoment)
}

/** The filter that these options state. */
export function filterOf({ stage, cause, match, host, since, before }: Which): FailedFilter {
  inOrder({ since, until: before }, '--before')
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
