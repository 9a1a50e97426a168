import type { Guard } from './guard.ts'

const hosts = 'packages/storage/src/host-lists.redis.test.ts'
const stages = 'packages/runtime/src/pauses.redis.test.ts'

/** What stands still because somebody said so, and goes on. */
export const pausing: readonly Guard[] = [
  {
    guard: 'a paused host is passed over',
    file: 'packages/storage/src/lua/take.lua',
    from: 'if paused > 0 then',
    to: 'if false then',
    test: { file: hosts, title: 'is passed over while others go on, and its entries wait' },
  },
  {
    guard: 'nothing is taken while FETCH is paused',
    file: 'packages/storage/src/lua/take.lua',
    from: "if paused_for('stage/fetch') > 0 then return out end",
    to: '',
    test: { file: hosts, title: 'nothing is taken: what waits keeps its place and its delays' },
  },
  {
    guard: 'a further try of a paused host waits',
    file: 'packages/storage/src/lua/claim-start.lua',
    from: "if paused_until - now > most then return { paused_until - now, 'paused' } end",
    to: '',
    test: { file: hosts, title: 'lets a further try wait, without a start of its own, for as long as it is paused' },
  },
  {
    guard: 'no run fails of a pause, however long it is',
    file: 'services/fetcher/src/handle.ts',
    from: "why: 'its host is paused', isCounted: false }",
    to: "why: 'its host is paused' }",
    test: {
      file: 'services/fetcher/src/handle.test.ts',
      title: 'leaves a paused host alone before a further try, for as long as it takes, and keeps its slot',
    },
  },
  {
    guard: 'workers pause the queue of a paused stage',
    file: 'packages/runtime/src/run-stage.ts',
    from: 'startPauseSweep(from, { ...options, log })',
    to: 'new AsyncDisposableStack()',
    test: { file: stages, title: 'is paused by its workers where whoever paused it died before the queue was' },
  },
  {
    guard: 'a pause that is over sets its queue going',
    file: 'packages/runtime/src/pauses.ts',
    from: '(shallPause ? queue.pause() : queue.resume())',
    to: 'queue.pause()',
    test: {
      file: stages,
      title: 'holds for the next worker too, until the pause is over: it sets the queue going by itself',
    },
  },
  {
    guard: 'a queue that somebody else paused is left alone',
    file: 'packages/runtime/src/pauses.ts',
    from: "if (standing.is === 'none' && done !== 'paused') return done",
    to: '',
    test: { file: stages, title: 'stays so, and is left alone by every worker' },
  },
  {
    guard: 'a pause that is over wins against a late one',
    file: 'packages/runtime/src/pauses.ts',
    from: "done = shallPause ? 'paused' : 'resumed'",
    to: "return shallPause ? 'paused' : 'resumed'",
    test: { file: stages, title: 'wins against one that paused for what it read before' },
  },
  {
    guard: 'the end of a stage is remembered until its queue goes on',
    file: 'packages/storage/src/lua/resume.lua',
    from: "if string.find(ARGV[1], '^stage/') then",
    to: 'if false then',
    test: {
      file: 'packages/storage/src/pauses.redis.test.ts',
      title: 'is remembered when its pause is over, until it is forgotten',
    },
  },
  {
    guard: 'a paused source is not polled',
    file: 'services/discoverer/src/until-not-paused.ts',
    from: 'if (!pause) return\n',
    to: 'return\n',
    test: { file: 'services/discoverer/src/until-not-paused.test.ts', title: 'is not polled while' },
  },
]
