import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findListeningRedis, findRedis, RedisInUseError, startRedis } from '@stancewire/embedded-redis'
import { UsageError } from './usage-error.ts'

/** A Redis for one command: the named one, the embedded one that runs, or one for the command's own duration. */
export type CommandRedis = AsyncDisposable & {
  readonly url: string
  /** `named` by REDIS_URL, `own` of this command, or `lent` by another command that runs in the same folder. */
  readonly is: 'named' | 'own' | 'lent'
  /** Resolves with the reason once a private Redis is gone. */
  readonly gone: Promise<string>
}

type Where = { readonly redisUrl: string | undefined; readonly dataDir: string }

// Another command may be starting or stopping one at this moment.
const attempts = 20
const lookAgainMs = 500
// Each waits two seconds for an answer.
const silentAttempts = 2

/** Finds or starts the Redis that a command works on. */
export async function redisForCommand({ redisUrl, dataDir }: Where): Promise<CommandRedis> {
  if (redisUrl !== undefined) {
    return { url: redisUrl, is: 'named', gone: new Promise(() => {}), [Symbol.asyncDispose]: async () => {} }
  }
  const dir = join(dataDir, 'redis')
  for (let attempt = 1; ; attempt++) {
    const running = await findRedis(dir)
    if (running) return lent(dir, running.url)
    try {
      const { url, gone, stop } = await startRedis({ dir, say })
      return { url, is: 'own', gone, [Symbol.asyncDispose]: stop }
    } catch (error) {
      if (!(error instanceof RedisInUseError) || attempt === attempts) throw error
      if (attempt >= silentAttempts) await refuseSilent(dir, error.ownerPid)
      await sleep(lookAgainMs)
    }
  }
}

/** Throws where the Redis of another command runs and says nothing: it neither starts nor stops. */
async function refuseSilent(dir: string, ownerPid: number): Promise<void> {
  const silent = await findListeningRedis(dir)
  if (silent === null) return
  throw new UsageError(
    `Redis at ${silent.url} (process ${silent.pid}) takes connections and does not answer: let it go on (kill -CONT ${silent.pid}), or end process ${ownerPid}, which started it`,
  )
}

/** The Redis of another command ends with that command. */
function lent(dir: string, url: string): CommandRedis {
  const done = new AbortController()
  const watch = async (): Promise<string> => {
    // One that does not answer for a while is not gone.
    const isThere = async () => ((await findRedis(dir)) ?? (await findListeningRedis(dir)))?.url === url
    while (await isThere()) await sleep(lookAgainMs, undefined, { ref: false, signal: done.signal })
    return 'the command that had started it has ended'
  }
  // Disposing ends the watch: nobody waits for its answer then.
  const gone = watch().catch(() => new Promise<never>(() => {}))
  return { url, is: 'lent', gone, [Symbol.asyncDispose]: async () => done.abort() }
}

function say(line: string): void {
  console.error(line)
}
