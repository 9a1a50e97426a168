import { access, readdir } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { installPackage } from '../install-package.ts'

const debianFolder = '/usr/lib/postgresql'

const advice = `The tests of the archive need PostgreSQL's server programs (initdb, postgres), which are not on this machine.
Install them (Debian: apt-get install postgresql; macOS: brew install postgresql), or name a server for them, with a
user that may create databases: STANCEWIRE_TEST_POSTGRES=postgres://user:password@127.0.0.1:5432/postgres`

/** The folder of the newest `initdb` and `postgres` of this machine; as root on Debian they are installed where they are missing. Throws with what to do. */
export async function findPostgres(say: (line: string) => void): Promise<string> {
  const found = await look()
  if (found) return found
  await installPackage('postgresql', say)
  const installed = await look()
  if (!installed) throw new Error(advice)
  return installed
}

async function look(): Promise<string | undefined> {
  const versions = await readdir(debianFolder).catch(() => [])
  const newestFirst = versions
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => join(debianFolder, version, 'bin'))
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), ...newestFirst]) {
    if ((await isThere(join(folder, 'initdb'))) && (await isThere(join(folder, 'postgres')))) return folder
  }
  return undefined
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
