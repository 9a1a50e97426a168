import { Command } from 'commander'
import { type CommandLine, withLine } from '../line.ts'
import { gatherStandings } from '../standings.ts'
import { renderStandings } from '../standings-table.ts'
import { UsageError } from '../usage-error.ts'

const batch = 500

/** `positions`: who stands where on a topic. */
export function positionsCommand(): Command {
  return new Command('positions')
    .description('show who stands where on a topic, on what evidence')
    .argument('<topic>', 'the id of the topic')
    .option('--json', 'one JSON object per holder')
    .action((topic: string, { json = false }: { json?: boolean }) =>
      withLine('unused', async (line) => {
        const standings = await readStandings(line)
        const found = standings.of(topic)
        if (found.length === 0 && !standings.topics().includes(topic)) {
          throw new UsageError(
            `no article on topic ${topic} yet; there are articles on: ${standings.topics().join(', ') || 'no topic'}`,
          )
        }
        if (json) for (const standing of found) console.log(JSON.stringify(standing))
        else console.log(renderStandings(found, { width: process.stdout.columns }))
      }),
    )
}

async function readStandings({ stores }: CommandLine) {
  const standings = gatherStandings()
  for (let after = '0'; ; ) {
    const entries = await stores.events.read(after, { count: batch })
    for (const { event } of entries) standings.add(event)
    const last = entries.at(-1)
    if (!last) return standings
    after = last.position
  }
}
