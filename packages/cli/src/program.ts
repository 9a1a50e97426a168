import { Command } from 'commander'
import { addCommand } from './commands/add.ts'
import { archiveCommand } from './commands/archive.ts'
import { auditCommand } from './commands/audit.ts'
import { doctorCommand } from './commands/doctor.ts'
import { eventsCommand } from './commands/events.ts'
import { exportCommand } from './commands/export.ts'
import { failedCommand } from './commands/failed.ts'
import { filterCommands } from './commands/filters.ts'
import { pauseCommands } from './commands/pause.ts'
import { positionsCommand } from './commands/positions.ts'
import { queuesCommand } from './commands/queues.ts'
import { replayCommand } from './commands/replay.ts'
import { sourcesCommand } from './commands/sources.ts'
import { tokensCommand } from './commands/tokens.ts'
import { topicsCommand } from './commands/topics.ts'
import { upCommand } from './commands/up.ts'

const environmentHelp = `
Environment:
  REDIS_URL              a Redis to use; without it a private one is started in .stancewire/
  DATABASE_URL           a PostgreSQL for the archive; without it an SQLite file in .stancewire/
  STANCEWIRE_CONFIG      the settings file (stancewire.yaml)
  STANCEWIRE_DATA        where bodies and the private Redis live (.stancewire)
  STANCEWIRE_PREFIX      first part of every Redis key ({stancewire})
  STANCEWIRE_LOG_LEVEL   debug, info, warn, error or silent (info)
  STANCEWIRE_MODE        development or production (development)

Exit codes: 0 done, 1 failed, 2 used in a way that cannot work.`

/** The `stancewire` command with all of its subcommands. */
export function program(): Command {
  const root = new Command('stancewire')
    .description('Who stands where on a topic, in whose words, and who copied whom.')
    .addHelpText('after', environmentHelp)
    .showHelpAfterError('(--help shows what it takes)')
    .exitOverride()
  const commands = [
    upCommand(),
    addCommand(),
    eventsCommand(),
    positionsCommand(),
    queuesCommand(),
    ...pauseCommands(),
    sourcesCommand(),
    failedCommand(),
    replayCommand(),
    archiveCommand(),
    tokensCommand(),
    auditCommand(),
    exportCommand(),
    topicsCommand(),
    doctorCommand(),
    ...filterCommands(),
  ]
  for (const command of commands) root.addCommand(command)
  inherit(root)
  return root
}

/** Commands that were made before they had a parent take over its settings, at every depth. */
function inherit(parent: Command): void {
  for (const command of parent.commands) inherit(command.copyInheritedSettings(parent))
}
