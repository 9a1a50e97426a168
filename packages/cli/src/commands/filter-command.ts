import { Command } from 'commander'

/** A command that reads and writes NDJSON: what it does, and the shape of a line in and out. */
export function filterCommand(name: string, does: string, reads: string, writes: string): Command {
  return new Command(name)
    .description(`filter: ${does}`)
    .addHelpText(
      'after',
      `\nReads NDJSON on standard input, writes NDJSON on standard output.\n  in   ${reads}\n  out  ${writes}`,
    )
}
