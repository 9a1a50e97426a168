import { AuditAction, type AuditEntry, type AuditFilter, findAudit } from '@stancewire/read-model'
import { Command, Option } from 'commander'
import { inOrder, readMoment } from '../moment.ts'
import { openFilledArchive } from '../open-archive.ts'
import { clip, renderTable } from '../table.ts'

/** `audit`: who changed what, over the API and on the command line. */
export function auditCommand(): Command {
  return new Command('audit')
    .description('show who changed what, the last change first')
    .option('--who <name>', 'only of this token, or of cli:USER')
    .addOption(new Option('--action <action>', 'only changes of this kind').choices(AuditAction.options))
    .option('--since <when>', 'only since: an instant, a date, or an age like 90m, 2h, 3d', readMoment)
    .option('--until <when>', 'only before: an instant, a date, or an age', readMoment)
    .option('--json', 'one JSON object per change')
    .action(({ who, action, since, until, json = false }: Options) => {
      inOrder({ since, until }, '--until')
      return show({ who, action, sinceMs: since, untilMs: until }, json)
    })
}

type Options = { who?: string; action?: AuditAction; since?: number; until?: number; json?: boolean }

const pageSize = 200
const filterColumns = 120

async function show(filter: AuditFilter, json: boolean): Promise<void> {
  await using database = await openFilledArchive()
  const rows: string[][] = []
  for (let cursor: string | undefined, isMore = true; isMore; ) {
    const { items, next } = await findAudit(database, filter, { limit: pageSize, cursor })
    for (const entry of items) {
      if (json) console.log(JSON.stringify(toJson(entry)))
      else rows.push(toRow(entry))
    }
    cursor = next ?? undefined
    isMore = next !== null
  }
  if (json) return
  console.log(
    rows.length === 0 ? 'nothing was changed' : renderTable(['when', 'who', 'what', 'how many', 'which'], rows),
  )
}

function toJson({ id, atMs, who, action, filter, affected }: AuditEntry): object {
  return { id, at: new Date(atMs).toISOString(), who, action, filter, affected }
}

function toRow({ atMs, who, action, filter, affected }: AuditEntry): string[] {
  return [
    new Date(atMs).toISOString(),
    clip(who, 40),
    action,
    affected === null ? '' : String(affected),
    clip(JSON.stringify(filter), filterColumns),
  ]
}
