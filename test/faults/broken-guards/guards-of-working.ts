import type { Guard } from './guard.ts'

const suspects = 'packages/runtime/src/suspects.redis.test.ts'
const threads = 'packages/runtime/src/threads.test.ts'
const messages = 'packages/runtime/src/read-message.redis.test.ts'
const refetch = 'packages/runtime/src/refetch.redis.test.ts'
const index = 'packages/storage/src/article-index.redis.test.ts'
const lost = 'packages/runtime/src/sweep-lost.redis.test.ts'

/** From a job to what came of it. */
export const working: readonly Guard[] = [
  {
    guard: 'a further try of a fetch waits for its host',
    file: 'services/fetcher/src/handle.ts',
    from: 'if (isAgain && !isSubmitted(found)) {',
    to: 'if (signal.aborted) {',
    test: {
      file: 'services/fetcher/src/handle.test.ts',
      title: 'waits for its host before a further try, here or in the queue',
    },
  },
  {
    guard: 'a replay begins while nothing live waits',
    file: 'packages/runtime/src/replay-lane.ts',
    from: 'if (await isLineBusy()) return busyEveryMs',
    to: '',
    test: {
      file: 'packages/runtime/src/replay-lane.redis.test.ts',
      title: 'starts nothing while a live job waits, in whatever queue',
    },
  },
  {
    guard: 'a url that is on its way is not replayed',
    file: 'packages/storage/src/lua/replay-admit.lua',
    from: "elseif redis.call('HEXISTS', KEYS[3], 'end:' .. run) == 0 then refusal = 'running'",
    to: '',
    test: {
      file: 'packages/storage/src/replays.redis.test.ts',
      title: 'is let go as',
    },
  },
  {
    guard: 'what another operator discarded meanwhile is not retried',
    file: 'packages/runtime/src/retry-failed.ts',
    from: "isStillFailed(held.set, held.job.id ?? '')",
    to: 'true',
    test: {
      file: 'packages/runtime/src/failed-batches.redis.test.ts',
      title: 'does not retry what another discarded, or retried to its end, while it waited for room',
    },
  },
  {
    guard: 'what could not be announced is not discarded',
    file: 'packages/runtime/src/discard-failed.ts',
    from: "batch.filter((_, at) => fates[at] === 'done')",
    to: 'batch',
    test: {
      file: 'packages/runtime/src/failed-batches.redis.test.ts',
      title: 'discards what names no run, and keeps what could not be announced',
    },
  },
  {
    guard: 'another life of Redis is noticed',
    file: 'packages/runtime/src/redis-life.ts',
    from: "  redis.on('close', () => {\n    known = undefined\n  })\n",
    to: '',
    test: {
      file: 'test/faults/redis-killed.e2e.test.ts',
      title: 'judges again what Redis forgot while it was being judged',
    },
  },
  {
    guard: 'doctor leaves alone what is being handed in',
    file: 'packages/cli/src/audit/examine.ts',
    from: "body.ref.kind === 'submitted' ? startedMs - submittedSparedMs : sparedAfterMs",
    to: 'sparedAfterMs',
    test: {
      file: 'packages/cli/src/audit/audit.redis.test.ts',
      title: 'that were handed in stay where they came a moment ago, or their URL is known',
    },
  },
  {
    guard: 'a sweeper whose own clock is ahead puts nothing off again',
    file: 'packages/runtime/src/sweep-clock.ts',
    from: 'if (Date.now() > nowMs + toleranceMs) return',
    to: '',
    test: {
      file: 'packages/runtime/src/sweep-clock.redis.test.ts',
      title: 'leaves what was put off alone where its own clock is the one that is ahead',
    },
  },
  {
    guard: 'a try that outlived its Redis is done again',
    file: 'packages/runtime/src/one-try.ts',
    from: 'if ((await lifeOfRedis()) === life) return { outcome, isAgain }',
    to: 'return { outcome, isAgain }',
    test: {
      file: 'test/faults/redis-killed.e2e.test.ts',
      title: 'judges again what Redis forgot while it was being judged',
    },
  },
  {
    guard: 'a first member that is tried again leaves the positions to the copy that stood in for it',
    file: 'services/deduplicator/src/handle.ts',
    from: '(carrier === null || isMine || revision > 1)',
    to: 'true',
    test: {
      file: 'services/deduplicator/src/handle.redis.test.ts',
      title: 'whose copy told its positions tells them once: the first one ends as a copy of it when it is tried again',
    },
  },
  {
    guard: 'the job of a run stands once in its queue',
    file: 'packages/runtime/src/bull.ts',
    from: '    jobId: jobId(spec.name, ref),',
    to: "    jobId: jobId(spec.name, ref) + Math.random().toString().replace('.', '-'),",
    test: { file: 'packages/runtime/src/run-stage.redis.test.ts', title: 'that is added twice runs once' },
  },
  {
    guard: 'live jobs go before replayed ones',
    file: 'packages/runtime/src/bull.ts',
    from: "...(lane === 'replay' ? { priority: replayPriority } : {}),",
    to: '',
    test: { file: messages, title: 'is that of the message before it, and its job lets live ones go first' },
  },
  {
    guard: 'a message of a newer version is left for a newer worker',
    file: 'packages/runtime/src/one-try.ts',
    from: 'return latersOf(job) < newerLatersMax || (await isReadSomewhere(from, options, version))',
    to: 'return false',
    test: { file: messages, title: 'of a newer version is left for a newer worker' },
  },
  {
    guard: 'a message that no worker knows is set aside in the end',
    file: 'packages/runtime/src/one-try.ts',
    from: 'return latersOf(job) < newerLatersMax || (await isReadSomewhere(from, options, version))',
    to: 'return true',
    test: { file: messages, title: 'of a newer version is kept, and its run fails, where no newer worker comes' },
  },
  {
    guard: 'a message of a newer version waits for as long as a newer worker is there',
    file: 'packages/runtime/src/one-try.ts',
    from: ' || (await isReadSomewhere(from, options, version))',
    to: '',
    test: { file: messages, title: 'of a newer version waits for as long as a worker that reads it is there' },
  },
  {
    guard: 'a message that cannot be read is not worked on',
    file: 'packages/runtime/src/read-message.ts',
    from: 'if (read.success) return read.data as MessageOf<From>',
    to: 'if (job.id) return job.data as MessageOf<From>',
    test: { file: messages, title: 'is kept, and its run fails at once' },
  },
  {
    guard: 'a suspect runs with nothing beside it',
    file: 'packages/runtime/src/suspects.ts',
    from: 'gate.alone(',
    to: 'gate.together(',
    test: { file: suspects, title: 'runs a suspect with nothing beside it' },
  },
  {
    guard: 'a job that ended its process each time is run no more',
    file: 'packages/runtime/src/suspects.ts',
    from: 'if (starts > diedAloneMax)',
    to: 'if (starts > 1_000)',
    test: { file: suspects, title: 'runs a job whose process died three times no more' },
  },
  {
    guard: 'a thread whose task takes too long is ended',
    file: 'packages/runtime/src/threads.ts',
    from: 'pool.run(task, { signal })',
    to: 'pool.run(task)',
    test: { file: threads, title: 'end the thread whose task is given up' },
  },
  {
    guard: 'a thread whose heap outgrows its bound is ended',
    file: 'packages/runtime/src/heap-watch.ts',
    from: 'used > heapMb * 1_048_576 &&',
    to: 'used < 0 &&',
    test: { file: threads, title: 'say so when a thread' },
  },
  {
    guard: 'work that takes too long is given up',
    file: 'packages/runtime/src/time-limit.ts',
    from: 'const give = (error: Error) => {',
    to: 'const give = (error: Error) => {\n      if (!outer?.aborted) return',
    test: { file: 'packages/runtime/src/time-limit.test.ts', title: 'gives up after so long, and tells the work' },
  },
  {
    guard: 'a run whose body is missing goes back to FETCH',
    file: 'packages/runtime/src/one-try.ts',
    from: 'if (error instanceof MissingBodyError) return refetch(from.name, message as RunRef)',
    to: '',
    test: { file: refetch, title: 'sends its run back to FETCH, and the run still ends' },
  },
  {
    guard: 'a run that is over is not fetched again',
    file: 'packages/runtime/src/refetch.ts',
    from: "if ((await runs.state(ref)).is !== 'running') return 'ended'",
    to: '',
    test: { file: refetch, title: 'of a run that has ended completes its job without a word' },
  },
  {
    guard: 'the fetcher keeps a page before it passes it on',
    file: 'services/fetcher/src/handle.ts',
    from: "await bodies.write({ urlId, run, kind: 'page' }, text)",
    to: "setTimeout(() => void bodies.write({ urlId, run, kind: 'page' }, text), 100)",
    test: { file: 'services/fetcher/src/handle.test.ts', title: 'passes on a page and keeps its text' },
  },
  {
    guard: 'the parser keeps a text before it passes it on',
    file: 'services/parser/src/handle.ts',
    from: "await bodies.write({ urlId, run, kind: 'text' }, found.text)",
    to: "setTimeout(() => void bodies.write({ urlId, run, kind: 'text' }, found.text), 100)",
    test: {
      file: 'services/parser/src/handle.test.ts',
      title: 'passes on an article that is on a topic, and keeps its text',
    },
  },
  {
    guard: 'an article is recorded on what still holds',
    file: 'packages/storage/src/lua/article-index.lua',
    from: "if ARGV[2] ~= 'commit' or digest ~= ARGV[6] then",
    to: "if ARGV[2] ~= 'commit' then",
    test: { file: index, title: 'keeps one of two copies that come at once' },
  },
  {
    guard: 'an article that another run recorded meanwhile is not recorded over it',
    file: 'packages/storage/src/lua/article-index.lua',
    from: "if (redis.call('HGET', KEYS[1], 'ref') or '') ~= ARGV[14] then return { 'taken' } end",
    to: '',
    test: { file: index, title: 'says that another run recorded the article since it was read' },
  },
  {
    guard: 'a story grows from what still holds',
    file: 'packages/storage/src/lua/place-story.lua',
    from: "if (redis.call('GET', KEYS[1]) or '0') ~= ARGV[2] then return 'changed' end",
    to: '',
    test: {
      file: 'packages/storage/src/stories.redis.test.ts',
      title: 'keeps one of two that were decided on the same reading',
    },
  },
  {
    guard: 'a run that lost its job is put back',
    file: 'packages/runtime/src/sweep-lost.ts',
    from: 'await marks.putBack(ref, { jobKeys: census.keysOf(ref), isHeld: false })',
    to: "'found'",
    test: { file: lost, title: 'is put back where none of its jobs is left' },
  },
  {
    guard: 'a run that has a job is not put back',
    file: 'packages/storage/src/lua/put-back.lua',
    from: "if redis.call('EXISTS', KEYS[at]) == 1 then return 'found' end",
    to: '',
    test: {
      file: 'packages/storage/src/marks.redis.test.ts',
      title: 'leaves alone a run that has a job, or has ended',
    },
  },
  {
    guard: 'runs are known from the moment they leave their host',
    file: 'packages/storage/src/lua/take.lua',
    from: "redis.call('ZADD', ARGV[1] .. ':runs:moving', now, urlId .. '/' .. run)",
    to: '',
    test: {
      file: 'packages/storage/src/moving-runs.redis.test.ts',
      title: 'knows a run from when it leaves its host until its end',
    },
  },
  {
    guard: 'done jobs are kept a while, so that a double finds them',
    file: 'packages/runtime/src/run-stage.ts',
    from: 'removeOnComplete: doneKept,',
    to: 'removeOnComplete: true,',
    test: { file: 'packages/runtime/src/run-stage.redis.test.ts', title: 'that is added twice runs once' },
  },
  {
    guard: 'what is put off again and again fails in the end',
    file: 'packages/runtime/src/one-try.ts',
    from: 'if (laters > latersMax) {',
    to: 'if (isCounted && laters > 1_000_000) {',
    test: { file: 'packages/runtime/src/run-stage.redis.test.ts', title: 'later, for ever: fails after fifty times' },
  },
  {
    guard: 'replays take few places at a time',
    file: 'packages/storage/src/lua/replay-admit.lua',
    from: "if redis.call('HLEN', KEYS[2]) >= tonumber(ARGV[6]) then return { 'moved' } end",
    to: '',
    test: {
      file: 'packages/storage/src/replays.redis.test.ts',
      title: 'are never more than there are, and are free again when their run has ended',
    },
  },
]
