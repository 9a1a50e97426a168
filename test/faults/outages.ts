import type { OwnRedis } from './own-redis.ts'
import type { Proxy as Wire } from './proxy.ts'

/** A way in which Redis is away, and how it comes back. */
export type Outage = { readonly name: string; begin(): Promise<void>; end(): Promise<void> }

/** Redis killed, standing still, and behind a wire that has gone dead or refuses; `pid` tells the process that runs now. */
export function outagesOf(redis: OwnRedis, wire: Wire, pid: () => Promise<number>): readonly Outage[] {
  let stopped = 0
  return [
    {
      name: 'killed',
      begin: () => redis.kill(),
      async end() {
        await redis.start()
      },
    },
    {
      name: 'frozen',
      async begin() {
        stopped = await pid()
        process.kill(stopped, 'SIGSTOP')
      },
      async end() {
        process.kill(stopped, 'SIGCONT')
      },
    },
    {
      name: 'behind a dead wire',
      async begin() {
        wire.cut()
      },
      end: () => wire.pass(),
    },
    { name: 'refusing', begin: () => wire.refuse(), end: () => wire.pass() },
  ]
}
