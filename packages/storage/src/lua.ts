import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Redis } from 'ioredis'

type Value = string | number | Buffer
/** One call of a script: its keys and arguments. */
export type Call = { readonly keys: readonly string[]; readonly args: readonly Value[] }

type Script = ((redis: Redis, keys: readonly string[], args: readonly Value[]) => Promise<unknown>) & {
  /** Several calls in one trip, each by itself atomic; the first error is thrown. */
  many(redis: Redis, calls: readonly Call[]): Promise<unknown[]>
}

const scripts = new Map<string, string>()

/**
 * Makes all scripts of this room known to a connection. One that gathers the commands of a moment (`enableAutoPipelining`) needs that before its first command: what it
 * has begun to gather takes no script that it learns meanwhile.
 */
export function defineScripts(redis: Redis): void {
  for (const [command, lua] of scripts) if (!(command in redis)) redis.defineCommand(command, { lua })
}

/** A Lua script of this room, as a function. It runs by its digest and is sent in full only where Redis does not know it. */
export function luaScript(name: string): Script {
  const lua = readFileSync(join(import.meta.dirname, 'lua', `${name}.lua`), 'utf8')
  const command = `sw:${name}`
  scripts.set(command, lua)
  const define = (redis: Redis) => {
    if (!(command in redis)) redis.defineCommand(command, { lua })
  }
  const call = (on: object, { keys, args }: Call) => {
    const run = Reflect.get(on, command) as (...all: unknown[]) => Promise<unknown>
    return run.call(on, keys.length, ...keys, ...args)
  }
  const one = (redis: Redis, keys: readonly string[], args: readonly Value[]) => {
    define(redis)
    return call(redis, { keys, args })
  }
  const many = async (redis: Redis, calls: readonly Call[]) => {
    define(redis)
    const pipeline = redis.pipeline()
    for (const each of calls) void call(pipeline, each)
    const replies = (await pipeline.exec()) ?? []
    const failed = replies.find(([error]) => error !== null)
    if (failed?.[0]) throw failed[0]
    return replies.map(([, reply]) => reply)
  }
  return Object.assign(one, { many })
}
