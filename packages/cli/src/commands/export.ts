import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { readEnvironment } from '@stancewire/config'
import { type Snapshot, withSnapshot } from '@stancewire/read-model'
import { Argument, Command, Option } from 'commander'
import { type Exported, type ExportOptions, exportNouns, filterOf, formatOf } from '../export-options.ts'
import { openSink, type Sink, WriteFailedError } from '../export-sink.ts'
import { attributionTable, dnaTable, type ExportTable, plainTable } from '../export-table.ts'
import { refuseUnknownTopic } from '../known-topic.ts'
import { readMoment } from '../moment.ts'
import { openFilledArchive } from '../open-archive.ts'
import { openProgress } from '../progress.ts'
import { loadSettings } from '../settings.ts'
import { stopSignal } from '../stop-signal.ts'
import { writeExport } from '../write-export.ts'

const help = `
Rows come as the archive stood at one moment, whether the line runs or not. docs/export.md tells of the fields,
of texts that a spreadsheet would take for a formula, and of "dna", the table for networks of actors and concepts.`

/** `export`: what the archive holds, for programs and spreadsheets. */
export function exportCommand(): Command {
  return new Command('export')
    .description('write out what the archive holds, as NDJSON or CSV')
    .addArgument(new Argument('<what>', 'what to write out').choices(Object.keys(exportNouns)))
    .addOption(
      new Option('--format <format>', 'one JSON object a line (but for dna), or a table').choices(['ndjson', 'csv']),
    )
    .option('--topic <id>', 'only what is on this topic')
    .option(
      '--since <when>',
      'only since: an instant, a date, or an age like 90m, 2h, 3d; published, said, grown, ended, announced',
      readMoment,
    )
    .option('--until <when>', 'only before: an instant, a date, or an age', readMoment)
    .option('--out <file>', 'into a file, which stands there only once it is whole')
    .option('--text', 'articles: with their text')
    .addOption(
      new Option(
        '--mixed <how>',
        'dna: leave mixed statements out (omit), or give each as one for and one against',
      ).choices(['omit', 'both']),
    )
    .option('--bom', 'csv: begin with a byte order mark, for spreadsheets')
    .option('--verbatim', 'csv: leave texts as they are that a spreadsheet would take for a formula')
    .addHelpText('after', help)
    .action(exportAll)
}

async function exportAll(what: Exported, options: ExportOptions): Promise<void> {
  const format = formatOf(what, options)
  const tableOf = chooseTable(what, options)
  const stopping = stopSignal()
  await using database = await openFilledArchive()
  await refuseUnknownTopic(database, options.topic)
  const sink = await openSink(options.out)
  const progress = openProgress(exportNouns[what][1])
  try {
    const written = await withSnapshot(database, async (snapshot) => {
      const table = tableOf(snapshot)
      const count = await writeExport(table, sink, { format, stopping, onRow: progress.step })
      return { count, notes: table.notes() }
    })
    progress.done()
    if (stopping.aborted) await stopped(sink, what, written.count, options)
    else await finished(sink, what, written)
  } catch (error) {
    progress.done()
    await sink.giveUp()
    if (!(error instanceof WriteFailedError)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}

/** Looked up before anything is opened: settings with a fault are told of at once. */
function chooseTable(what: Exported, options: ExportOptions): (snapshot: Snapshot) => ExportTable {
  const filter = filterOf(options)
  if (what === 'attributions') return (snapshot) => attributionTable(snapshot, filter)
  if (what !== 'dna') {
    const kind = what === 'articles' && options.text ? 'texts' : what
    return (snapshot) => plainTable(kind, snapshot, filter)
  }
  const { mixed = 'omit' } = options
  const propositions = readPropositions()
  return (snapshot) => dnaTable(snapshot, filter, { propositions, mixed })
}

/** By the id of their topic; none where there are no settings, for the archive can be asked without. */
function readPropositions(): ReadonlyMap<string, string> {
  const environment = readEnvironment()
  if (!existsSync(resolve(environment.STANCEWIRE_CONFIG))) return new Map()
  return new Map(loadSettings(environment).topics.map(({ id, proposition }) => [id, proposition]))
}

async function finished(sink: Sink, what: Exported, { count, notes }: { count: number; notes: string[] }) {
  await sink.done()
  console.error([countOf(count, what), ...notes].join('\n'))
}

async function stopped(sink: Sink, what: Exported, count: number, { out }: ExportOptions): Promise<void> {
  await sink.giveUp()
  console.error(`stopped after ${countOf(count, what)}${out === undefined ? '' : `: nothing of them stands in ${out}`}`)
  process.exitCode = 1
}

function countOf(count: number, what: Exported): string {
  return `${count} ${exportNouns[what][count === 1 ? 0 : 1]}`
}
