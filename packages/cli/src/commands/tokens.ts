import { openTokens, Role, type Token, TokenName, TokenNameTakenError } from '@stancewire/read-model'
import { Command, InvalidArgumentError, Option } from 'commander'
import { auditIn } from '../cli-audit.ts'
import { readSpan } from '../moment.ts'
import { openArchive, openFilledArchive } from '../open-archive.ts'
import { renderTable } from '../table.ts'
import { UsageError } from '../usage-error.ts'

const help = `
Roles, each of which may do what those before it may:

  read     ask what the archive holds
  submit   hand in addresses and articles
  operate  pause and resume, retry and discard
  admin    see who changed what

A token is shown once, on standard output, and kept as a hash only. Its bearer sends it as "Authorization: Bearer stw_…".`

/** `tokens`: who may ask the API, and change what. */
export function tokensCommand(): Command {
  const tokens = new Command('tokens').description('issue and revoke the tokens of the API').addHelpText('after', help)
  tokens
    .command('issue')
    .description('make a token; the token itself is the only thing on standard output')
    .argument('<name>', 'what the audit shall call its bearer', readName)
    .addOption(new Option('--role <role>', 'what it may do').choices(Role.options).makeOptionMandatory())
    .option('--expires <in>', 'end it by itself after so long, like 90s, 30m, 12h, 90d', readSpan(daysMost))
    .action((name: string, { role, expires }: { role: Role; expires?: number }) => issue(name, role, expires))
  tokens
    .command('ls')
    .description('show all that were issued, and never the tokens themselves')
    .option('--json', 'one JSON object per token')
    .action(({ json = false }: { json?: boolean }) => list(json))
  tokens
    .command('revoke')
    .description('end a token; the API refuses it within two seconds')
    .argument('<id|name>', 'its id, or its name')
    .action(revoke)
  return tokens
}

// A hundred years.
const daysMost = 36_500

function readName(value: string): string {
  const read = TokenName.safeParse(value)
  if (read.success) return read.data
  throw new InvalidArgumentError(`expected ${read.error.issues[0]?.message}`)
}

async function issue(name: string, role: Role, expiresInMs: number | undefined): Promise<void> {
  await using database = await openArchive()
  const expiresMs = expiresInMs === undefined ? null : Date.now() + expiresInMs
  const { token, secret } = await openTokens(database)
    .issue({ name, role, expiresMs })
    .catch((error: unknown) => {
      if (!(error instanceof TokenNameTakenError)) throw error
      throw new UsageError(
        `${error.message} already: take another name, or first "npx stancewire tokens revoke ${name}"`,
      )
    })
  const filter = { id: token.id, name, role, expiresAt: instant(expiresMs) }
  await auditIn(database)({ action: 'token.issue', filter, affected: 1 })
  const until = expiresMs === null ? 'until it is revoked' : `until ${instant(expiresMs)}`
  console.error(
    `token ${token.id}, ${name}, role ${role}, ${until}. It is shown this once; send it as "Authorization: Bearer …":`,
  )
  console.log(secret)
}

async function revoke(idOrName: string): Promise<void> {
  await using database = await openFilledArchive()
  const token = await openTokens(database).revoke(idOrName)
  if (!token) throw new UsageError(`no token ${idOrName} is left to revoke: "npx stancewire tokens ls" shows them`)
  const { id, name, role } = token
  await auditIn(database)({ action: 'token.revoke', filter: { id, name, role }, affected: 1 })
  console.error(`token ${id}, ${name}, is revoked: the API refuses it within two seconds`)
}

async function list(json: boolean): Promise<void> {
  await using database = await openFilledArchive()
  const tokens = await openTokens(database).list()
  if (json) {
    for (const token of tokens) console.log(JSON.stringify(toJson(token)))
    return
  }
  if (tokens.length === 0)
    return console.log('there are no tokens: "npx stancewire tokens issue NAME --role read" makes one')
  const rows = tokens.map((token) => {
    const { id, name, role, createdAt, lastUsedAt } = toJson(token)
    return [id, name, role, createdAt, lastUsedAt ?? 'never', standing(token)]
  })
  console.log(renderTable(['id', 'name', 'role', 'issued', 'last used', ''], rows))
}

function standing({ expiresMs, revokedMs }: Token): string {
  if (revokedMs !== null) return `revoked ${instant(revokedMs)}`
  if (expiresMs === null) return ''
  return `${expiresMs <= Date.now() ? 'expired' : 'until'} ${instant(expiresMs)}`
}

function toJson({ id, name, role, createdMs, expiresMs, revokedMs, lastUsedMs }: Token) {
  return {
    ...{ id, name, role, createdAt: new Date(createdMs).toISOString() },
    ...{ expiresAt: instant(expiresMs), revokedAt: instant(revokedMs), lastUsedAt: instant(lastUsedMs) },
  }
}

function instant(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}
