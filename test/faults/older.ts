import type { RunRef } from '@stancewire/contracts'
import type { TestLine } from '../e2e/line.ts'

// What is held is kept as "<taken at> <what>". In one step: what is let go meanwhile must not come back.
const script = `
local function older(key)
  local held = redis.call('HGETALL', key)
  for at = 1, #held, 2 do
    redis.call('HSET', key, held[at], '0' .. string.match(held[at + 1], '^%d+(.*)$'))
  end
end
for _, host in ipairs(redis.call('SMEMBERS', KEYS[1] .. ':hosts:taken')) do
  older(KEYS[1] .. ':host:' .. host .. ':taken')
end
older(KEYS[1] .. ':replay:taken')
for _, run in ipairs(ARGV) do redis.call('ZADD', KEYS[1] .. ':runs:moving', 'XX', 0, run) end
`

/**
 * Makes slots, replays and these runs look as if they had been taken long ago. What nobody frees or moves on any more is found
 * after some 20 or 30 seconds; after this it is found at the next look.
 */
export async function makeOlder({ redis, prefix }: TestLine, runs: readonly RunRef[]): Promise<void> {
  await redis.eval(script, 1, prefix, ...runs.map(({ urlId, run }) => `${urlId}/${run}`))
}
