import { resolve } from 'node:path'
import { answeringPid } from './ask-redis.ts'
import { readAddress } from './redis-address.ts'

/** The embedded Redis that runs in this folder, or null; one that merely left its file behind is not found. */
export async function findRedis(dir: string): Promise<{ url: string } | null> {
  const address = await readAddress(resolve(dir))
  if (address === null) return null
  return (await answeringPid(address.url)) === address.pid ? { url: address.url } : null
}
