import { setTimeout as sleep } from 'node:timers/promises'
import { Registry } from 'prom-client'
import { LineAwayError } from '../line-connection.ts'
import { heldForASecond } from '../line-sample.ts'
import type { Deps } from '../server.ts'
import { archiveMetrics, openArchiveSample } from './archive-metrics.ts'
import { lineMetrics } from './line-metrics.ts'
import { gauge } from './numbers.ts'
import { processMetrics } from './process-metrics.ts'

// The way to Redis gives up by itself, a database may be silent for ever.
const databaseWithinMs = 3_000

/** One answer of `/metrics`. */
export type Scrape = () => Promise<string>

/** Makes an answer of what this process counts itself, and of line and archive as they stood within the last second; without those that are away. */
export function openScrape(
  { database, sampleLine, log }: Pick<Deps, 'database' | 'sampleLine' | 'log'>,
  own: Registry,
): Scrape {
  const archive = heldForASecond(openArchiveSample(database))
  return async () => {
    const [lineSample, archiveSample] = await Promise.all([
      sampleLine().catch((error: unknown) => {
        if (!(error instanceof LineAwayError)) log.warn({ err: error }, 'the line could not be looked at')
      }),
      withinTime(archive()).catch((error: unknown) => log.warn({ err: error }, 'the archive could not be looked at')),
    ])
    const now = new Registry()
    gauge(
      now,
      { name: 'stancewire_line_up', help: 'Whether the line’s Redis answers (1) or not (0).' },
      Number(lineSample !== undefined),
    )
    gauge(
      now,
      { name: 'stancewire_archive_up', help: 'Whether the archive’s database answers (1) or not (0).' },
      Number(archiveSample !== undefined),
    )
    if (lineSample) lineMetrics(now, lineSample)
    if (archiveSample) archiveMetrics(now, archiveSample)
    const text = await Registry.merge([now, own, processMetrics()]).metrics()
    // The library writes it in a way that the format does not have.
    return text.replace(/ Nan$/gm, ' NaN')
  }
}

async function withinTime<Sample>(look: Promise<Sample>): Promise<Sample> {
  const late = new AbortController()
  const silent = sleep(databaseWithinMs, undefined, { signal: late.signal }).then(() => {
    throw new Error('the database does not answer')
  })
  try {
    return await Promise.race([look, silent])
  } finally {
    silent.catch(() => {})
    late.abort()
  }
}
