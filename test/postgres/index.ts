import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL whose user may create databases; each test makes, and drops, its own. */
    postgresUrl: string
  }
}

/** Gives the tests the PostgreSQL that STANCEWIRE_TEST_POSTGRES names, or one of this run's own. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.STANCEWIRE_TEST_POSTGRES
  if (given) {
    project.provide('postgresUrl', given)
    return undefined
  }
  const server = fork(join(import.meta.dirname, 'serve.ts'), { execArgv: [] })
  const gone = once(server, 'exit')
  const told = await Promise.race([once(server, 'message'), gone.then(() => undefined)])
  if (!told) throw new Error('PostgreSQL for the tests did not start: see above')
  project.provide('postgresUrl', (told[0] as { url: string }).url)
  return async () => {
    server.disconnect()
    await gone
  }
}
