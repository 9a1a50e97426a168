import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import pg from 'pg'

/** A PostgreSQL of one test. It ends with it, or with the test run. */
export type OwnPostgres = AsyncDisposable & {
  /** Makes an empty database, and gives its address. */
  openEmpty(): Promise<string>
}

/** Starts a server with a folder and a port of its own, or uses the one that STANCEWIRE_TEST_POSTGRES names. */
export async function openOwnPostgres(): Promise<OwnPostgres> {
  const given = process.env.STANCEWIRE_TEST_POSTGRES
  const server = given ? undefined : await serve()
  const url = given ?? server?.url ?? ''
  const made: string[] = []
  return {
    async openEmpty() {
      const name = `fault_${randomBytes(6).toString('hex')}`
      await administer(url, `create database ${name}`)
      made.push(name)
      const own = new URL(url)
      own.pathname = name
      return own.href
    },
    async [Symbol.asyncDispose]() {
      for (const name of made) await administer(url, `drop database ${name} with (force)`)
      await server?.stop()
    },
  }
}

async function serve() {
  const child = fork(join(import.meta.dirname, '..', 'postgres', 'serve.ts'), { execArgv: [] })
  const gone = once(child, 'exit')
  const told = await Promise.race([once(child, 'message'), gone.then(() => undefined)])
  if (!told) throw new Error('PostgreSQL for the test did not start: see above')
  return {
    url: (told[0] as { url: string }).url,
    async stop() {
      child.disconnect()
      await gone
    },
  }
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}
