import type { Guard } from './guard.ts'

const unfit = 'packages/runtime/src/check-redis.test.ts'
const closing = 'packages/runtime/src/closing.redis.test.ts'
const unfitStory = 'test/faults/redis-unfit.e2e.test.ts'

/** How a service lives, and ends. */
export const living: readonly Guard[] = [
  {
    guard: 'a Redis that evicts is refused',
    file: 'packages/runtime/src/check-redis.ts',
    from: "if (policy !== 'noeviction') {",
    to: "if (policy === 'never') {",
    test: { file: unfit, title: 'refuses' },
  },
  {
    guard: 'a Redis that is too old is refused',
    file: 'packages/runtime/src/check-redis.ts',
    from: 'major < versionMin[0] || (major === versionMin[0] && minor < versionMin[1])',
    to: 'major < 0',
    test: { file: unfit, title: 'refuses version' },
  },
  {
    guard: 'production refuses a Redis without an append-only file',
    file: 'packages/runtime/src/check-redis.ts',
    from: 'if (isProduction) refusals.push(message)',
    to: 'if (isProduction) warnings.push(message)',
    test: { file: unfit, title: 'warns where nothing is written to disk, and refuses it in production' },
  },
  {
    guard: 'a service does not start on a Redis that it refuses',
    file: 'packages/runtime/src/run-service.ts',
    from: "if (verdict.refusals.length > 0) misused(verdict.refusals.join('\\n'))",
    to: '',
    test: { file: unfitStory, title: 'refuses a Redis that evicts, and says how to mend it' },
  },
  {
    guard: 'a service waits for a Redis that is absent',
    file: 'packages/runtime/src/run-service.ts',
    from: 'if (!(await untilReady(redis, stopping))) return',
    to: "if (redis.status !== 'ready') misused('no Redis')",
    test: { file: 'test/faults/redis-absent.e2e.test.ts', title: 'waits for a Redis that is absent at the start' },
  },
  {
    guard: 'a service says that it is ready once it is',
    file: 'packages/runtime/src/run-service.ts',
    from: '  await using redis = openRedis(',
    to: '  process.send?.({ ready: name })\n  await using redis = openRedis(',
    test: { file: 'test/faults/redis-absent.e2e.test.ts', title: 'waits for a Redis that is absent at the start' },
  },
  {
    guard: 'jobs in hand may finish before a stage is closed',
    file: 'packages/runtime/src/run-stage.ts',
    from: 'const paused = worker.pause().catch(() => {})',
    to: 'const paused = Promise.resolve()',
    test: { file: closing, title: 'lets jobs in hand finish, takes no further ones, and is over soon' },
  },
  {
    guard: 'a stage is closed after its grace, whatever is in hand',
    file: 'packages/runtime/src/run-stage.ts',
    from: '(await Promise.race([paused, late]))',
    to: '(await paused)',
    test: { file: closing, title: 'leaves jobs in hand to another worker after the grace' },
  },
  {
    guard: 'what is in hand is told when its stage is closed',
    file: 'packages/runtime/src/run-stage.ts',
    from: "left.abort(new Error('its stage was closed'))",
    to: '',
    test: { file: 'packages/runtime/src/away.redis.test.ts', title: 'tells the job in hand' },
  },
  {
    guard: 'a job that a clock put off for too long waits from now',
    file: 'packages/runtime/src/sweep-clock.ts',
    from: 'await job.changeDelay(job.delay)',
    to: '',
    test: {
      file: 'packages/runtime/src/sweep-clock.redis.test.ts',
      title: 'lets a job that was put off by a clock two hours ahead',
    },
  },
  {
    guard: 'a log is bounded in each second',
    file: 'packages/runtime/src/log.ts',
    from: 'isAllowed: lines <= most',
    to: 'isAllowed: true',
    test: { file: 'packages/runtime/src/log.test.ts', title: 'are bounded in each second' },
  },
  {
    guard: 'errors that repeat are told now and again',
    file: 'packages/runtime/src/log.ts',
    from: '    if (now < nextAtMs) {',
    to: '    if (now < 0) {',
    test: { file: 'packages/runtime/src/log.test.ts', title: 'calls through once, counts what it swallows' },
  },
  {
    guard: 'what is done again and again is done once at a time',
    file: 'packages/runtime/src/every.ts',
    from: '        await work(stopping.signal)',
    to: '        void work(stopping.signal)',
    test: { file: 'packages/runtime/src/every.test.ts', title: 'never works twice at a time' },
  },
]
