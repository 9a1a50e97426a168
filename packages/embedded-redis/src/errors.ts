/** No usable Redis was found and none could be fetched; the message lists what was tried and the command that helps. */
export class RedisNotFoundError extends Error {
  override readonly name = 'RedisNotFoundError'
  readonly tried: readonly string[]

  constructor(tried: readonly string[], advice: string) {
    super(`No Redis to start (6.2 or newer, or Valkey).\n${tried.map((line) => `  - ${line}`).join('\n')}\n${advice}`)
    this.tried = tried
  }
}

/** A living process already runs Redis in this folder. */
export class RedisInUseError extends Error {
  override readonly name = 'RedisInUseError'
  readonly ownerPid: number

  constructor(dir: string, ownerPid: number) {
    super(
      `The Redis in ${dir} belongs to process ${ownerPid}, which is still running. ` +
        'Stop that process, or set REDIS_URL or another folder for this one.',
    )
    this.ownerPid = ownerPid
  }
}

/** Redis was found but did not come up; the message ends with its last words. */
export class RedisStartError extends Error {
  override readonly name = 'RedisStartError'
}
