import { resolve } from 'node:path'
import { answeringPid, takesConnections } from './ask-redis.ts'
import { knownProcess } from './known-process.ts'
import { readAddress } from './redis-address.ts'

/** The embedded Redis that runs in this folder, or null; one that merely left its file behind is not found. */
export async function findRedis(dir: string): Promise<{ url: string } | null> {
  const address = await readAddress(resolve(dir))
  if (address === null) return null
  return (await answeringPid(address.url)) === address.pid ? { url: address.url } : null
}

/** The embedded Redis of this folder where it runs and takes connections, whether it answers or not; or null. */
export async function findListeningRedis(dir: string): Promise<{ url: string; pid: number } | null> {
  const address = await readAddress(resolve(dir))
  if (address === null || (await knownProcess(address.pid)) === null) return null
  const { url, pid } = address
  return (await takesConnections(url, 2_000)) ? { url, pid } : null
}
