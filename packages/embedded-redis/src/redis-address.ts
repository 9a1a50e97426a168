import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What `redis.json` in the folder tells other commands while the Redis runs. */
export interface RedisAddress {
  url: string
  pid: number
  startedAt: string
  ownerPid: number
}

/** Publishes the address in one step: a reader finds all of it or nothing. */
export async function writeAddress(dir: string, address: RedisAddress): Promise<void> {
  const draft = join(dir, `redis.json.${address.pid}`)
  await writeFile(draft, `${JSON.stringify(address, null, 2)}\n`, { mode: 0o600 })
  await rename(draft, fileIn(dir))
}

/** The published address, or null if there is none that can be read. */
export async function readAddress(dir: string): Promise<RedisAddress | null> {
  try {
    const found: unknown = JSON.parse(await readFile(fileIn(dir), 'utf8'))
    return isAddress(found) ? found : null
  } catch {
    return null
  }
}

export async function removeAddress(dir: string): Promise<void> {
  await rm(fileIn(dir), { force: true })
}

function fileIn(dir: string): string {
  return join(dir, 'redis.json')
}

function isAddress(found: unknown): found is RedisAddress {
  if (typeof found !== 'object' || found === null) return false
  return 'url' in found && typeof found.url === 'string' && URL.canParse(found.url) && 'pid' in found
}
