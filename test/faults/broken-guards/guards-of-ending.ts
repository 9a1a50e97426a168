import type { Guard } from './guard.ts'

const events = 'packages/storage/src/event-log.redis.test.ts'
const stage = 'packages/runtime/src/run-stage.redis.test.ts'
const settle = 'packages/runtime/src/settle.test.ts'
const sweep = 'packages/runtime/src/sweep-failed.redis.test.ts'

/** From what came of a job to its event. */
export const ending: readonly Guard[] = [
  {
    guard: 'a run ends once',
    file: 'packages/storage/src/lua/publish.lua',
    from: "if redis.call('HSETNX', KEYS[4], 'end:' .. ARGV[10], ARGV[3]) == 0 then return 0 end",
    to: "redis.call('HSETNX', KEYS[4], 'end:' .. ARGV[10], ARGV[3])",
    test: { file: events, title: 'ends a run once, whatever its type' },
  },
  {
    guard: 'an event beside an end stands once',
    file: 'packages/storage/src/lua/publish.lua',
    from: "if not redis.call('SET', KEYS[4], '1', 'NX') then return 0 end",
    to: "redis.call('SET', KEYS[4], '1', 'NX')",
    test: { file: events, title: 'writes the same event once' },
  },
  {
    guard: 'who has lost the job publishes nothing',
    file: 'packages/storage/src/lua/publish.lua',
    from: "if ARGV[8] ~= '' and redis.call('GET', KEYS[6]) ~= ARGV[8] then return -1 end",
    to: '',
    test: { file: events, title: 'refuses the end of a job that another worker holds by now, or nobody' },
  },
  {
    guard: 'the late end of a worker that was cut off is refused',
    file: 'packages/runtime/src/settle.ts',
    from: 'const fence = { lock: held.lock, token: held.token }',
    to: 'const fence = undefined',
    test: {
      file: 'test/faults/cut-off.e2e.test.ts',
      title: 'refuses an end that was sent before the lock was found lost',
    },
  },
  {
    guard: 'a job completes after its end is published',
    file: 'packages/runtime/src/one-try.ts',
    from: 'await settle(message as MessageOf<From> & RunRef & { url: string }, outcome, held)',
    to: 'void settle(message as MessageOf<From> & RunRef & { url: string }, outcome, held).catch(() => {})',
    test: { file: stage, title: 'is tried again where its end could not be published' },
  },
  {
    guard: 'the end of a run that failed unheard is published',
    file: 'packages/runtime/src/sweep-failed.ts',
    from: "if (event) await atWrite('sweep'",
    to: "if (event && stopping.aborted) await atWrite('sweep'",
    test: { file: sweep, title: 'publishes the end of a run whose listener died, once' },
  },
  {
    guard: 'failed jobs are kept until their ends are published',
    file: 'packages/runtime/src/sweep-failed.ts',
    from: '    const beganAtMs = Date.now()\n',
    to: '    const beganAtMs = Date.now()\n    await letGo()\n',
    test: { file: sweep, title: 'lets go of failed jobs that were kept long enough, after their ends are published' },
  },
  {
    guard: 'a page is dropped some time after its run ended',
    file: 'packages/storage/src/due-pages.ts',
    from: "redis.zrangebyscore(list, '-inf', Date.now(), 'LIMIT', 0, most)",
    to: "redis.zrangebyscore(list, '-inf', '+inf', 'LIMIT', 0, most)",
    test: { file: 'packages/storage/src/due-pages.redis.test.ts', title: 'are not due before their time' },
  },
  {
    guard: 'who has lost the job passes nothing on',
    file: 'packages/runtime/src/settle.ts',
    from: 'if (!isSure && (await redis.get(lock)) !== token) throw lost(lock)',
    to: '',
    test: { file: settle, title: 'passes nothing on once its lock is lost' },
  },
  {
    guard: 'a job whose end was refused does not complete',
    file: 'packages/runtime/src/settle.ts',
    from: "if ((await published) === 'fenced') throw lost(held.lock)",
    to: 'await published',
    test: { file: settle, title: 'does not complete a job whose end or announcement was refused' },
  },
  {
    guard: 'a run that failed keeps the message that starts it again',
    file: 'packages/storage/src/lua/publish.lua',
    from: "if ARGV[3] ~= 'url.failed' then redis.call('HDEL', KEYS[4], 'entry') end",
    to: "redis.call('HDEL', KEYS[4], 'entry')",
    test: {
      file: 'packages/storage/src/runs.redis.test.ts',
      title: 'is kept while the run is on its way and where it failed, and let go where it ended well',
    },
  },
  {
    guard: 'the stream is bounded',
    file: 'packages/storage/src/lua/publish.lua',
    from: "'MAXLEN', '~', ARGV[6], '*'",
    to: "'*'",
    test: { file: events, title: 'of the stream is bounded' },
  },
  {
    guard: 'an event that is too large is not written',
    file: 'packages/storage/src/event-log.ts',
    from: 'if (bytes > eventBytesMax - 32)',
    to: 'if (bytes < 0)',
    test: { file: events, title: 'refuses an event above the limit before anything is written' },
  },
]
