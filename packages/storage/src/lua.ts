import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Redis } from 'ioredis'

type Script = (redis: Redis, keys: readonly string[], args: readonly (string | number | Buffer)[]) => Promise<unknown>

/** A Lua script of this room, as a function. It runs by its digest and is sent in full only where Redis does not know it. */
export function luaScript(name: string): Script {
  const lua = readFileSync(join(import.meta.dirname, 'lua', `${name}.lua`), 'utf8')
  const command = `sw:${name}`
  return (redis, keys, args) => {
    if (!(command in redis)) redis.defineCommand(command, { lua })
    const run = Reflect.get(redis, command) as (...all: unknown[]) => Promise<unknown>
    return run.call(redis, keys.length, ...keys, ...args)
  }
}
