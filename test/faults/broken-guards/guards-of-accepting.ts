import type { Guard } from './guard.ts'

const runs = 'packages/storage/src/runs.redis.test.ts'
const hosts = 'packages/storage/src/host-lists.redis.test.ts'
const handOver = 'packages/runtime/src/hand-over.test.ts'
const answerKeys = 'packages/storage/src/answer-keys.redis.test.ts'
const edge = 'packages/runtime/src/edge.test.ts'
const poll = 'services/discoverer/src/poll.test.ts'
const dispatch = 'services/fetcher/src/dispatch.test.ts'

/** From a feed to a job. */
export const accepting: readonly Guard[] = [
  {
    guard: 'a url whose run is on its way is given no other',
    file: 'packages/storage/src/lua/accept.lua',
    from: "if redis.call('HEXISTS', mark, 'end:' .. run) == 0 then return { 'running', run } end",
    to: '',
    test: { file: runs, title: 'starts one further run, though it is asked for many times at once' },
  },
  {
    guard: 'a url that ended is not run again unasked',
    file: 'packages/storage/src/lua/accept.lua',
    from: "ARGV[8] ~= 'again' or ",
    to: '',
    test: { file: runs, title: 'knows a url whose run ended, and starts the next run only when asked to' },
  },
  {
    guard: 'a retry starts one run, though two operators ask for it',
    file: 'packages/storage/src/lua/accept.lua',
    from: " or (ARGV[9] ~= '' and tonumber(ARGV[9]) ~= run)",
    to: '',
    test: { file: runs, title: 'starts a further run only after the one that is named, and only once' },
  },
  {
    guard: 'no more runs are taken than may be in flight',
    file: 'packages/storage/src/lua/accept.lua',
    from: "if in_flight >= tonumber(ARGV[7]) then return { 'full', in_flight } end",
    to: '',
    test: { file: runs, title: 'takes no more than fit in flight, and takes more as runs end' },
  },
  {
    guard: 'the mark of a run on its way does not expire',
    file: 'packages/storage/src/lua/accept.lua',
    from: "redis.call('PERSIST', mark)",
    to: '',
    test: { file: runs, title: 'never forgets a url whose run is on its way' },
  },
  {
    guard: 'what breaks its contract is not accepted',
    file: 'packages/storage/src/runs.ts',
    from: 'JSON.stringify(Found.parse(url))',
    to: 'JSON.stringify(url)',
    test: { file: runs, title: 'refuses a message that breaks its contract' },
  },
  {
    guard: 'producers wait at the memory mark',
    file: 'packages/runtime/src/edge.ts',
    from: 'isFull = room <= 0',
    to: 'isFull = false',
    test: { file: edge, title: 'is waited at, and nobody is asked then' },
  },
  {
    guard: 'what is in flight counts with the memory it will need',
    file: 'packages/runtime/src/edge.ts',
    from: '(accepted - ended) * runBytes',
    to: '0',
    test: { file: edge, title: 'counts what is in flight with what it will need' },
  },
  {
    guard: 'a reading of the memory lets in a part of the room',
    file: 'packages/runtime/src/edge.ts',
    from: 'Math.max(1, Math.floor(room * roomShare))',
    to: 'Number.POSITIVE_INFINITY',
    test: { file: edge, title: 'is not run over by many at once' },
  },
  {
    guard: 'a text that no run was started for is dropped',
    file: 'packages/runtime/src/hand-over.ts',
    from: 'if (!mayHaveRun) await bodies.drop(ref)',
    to: '',
    test: { file: handOver, title: 'drops a text for which no run was started' },
  },
  {
    guard: 'a text of which redis may have heard is kept',
    file: 'packages/runtime/src/hand-over.ts',
    from: ': mayHaveBeenHeard()',
    to: ': false',
    test: { file: handOver, title: 'keeps a text of which Redis may have heard without answering' },
  },
  {
    guard: 'a text is dropped only where no run asked for it at two looks',
    file: 'services/fetcher/src/drop-submitted.ts',
    from: 'if (suspects.has(nameOf(ref))) await',
    to: 'await',
    test: {
      file: 'services/fetcher/src/drop-submitted.test.ts',
      title: 'drops what no run asks for, once it was so at two looks',
    },
  },
  {
    guard: 'a request waits for no redis that is silent',
    file: 'services/api/src/line-connection.ts',
    from: 'Promise.race([working, untilSilent(beat, settled)])',
    to: 'working',
    test: {
      file: 'services/api/src/line-connection.redis.test.ts',
      title: 'says so within a second of Redis falling silent in the middle of the work',
    },
  },
  {
    guard: 'an idempotency key is for one request',
    file: 'packages/storage/src/lua/claim-key.lua',
    from: "if known[1] ~= ARGV[1] then return { 'other' } end",
    to: '',
    test: { file: answerKeys, title: 'tells apart who sends what where, under which key' },
  },
  {
    guard: 'a key that another request holds by now is left alone',
    file: 'packages/storage/src/lua/keep-answer.lua',
    from: "if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end",
    to: '',
    test: { file: answerKeys, title: 'frees a key whose holder has died once its lease is over' },
  },
  {
    guard: 'a source is remembered as read after its urls were taken',
    file: 'services/discoverer/src/poll.ts',
    from: '    const accepted = await offerAll(feed.items, source, offer, log, signal)',
    to: '    await states.write(source.id, next)\n    const accepted = await offerAll(feed.items, source, offer, log, signal)',
    test: { file: poll, title: 'a poll whose offer fails keeps no state' },
  },
  {
    guard: 'a source is read again where Redis may have forgotten what it listed',
    file: 'services/discoverer/src/poll.ts',
    from: 'if ((await lifeOfRedis()) !== life) return',
    to: 'if ((await lifeOfRedis()) === undefined) return',
    test: { file: poll, title: 'offers all again where Redis came back while they were offered' },
  },
  {
    guard: 'a slot is held from the taking of an entry',
    file: 'packages/storage/src/lua/take.lua',
    from: "redis.call('HSET', base .. ':taken', urlId .. '-' .. run, now .. ' ' .. entry)",
    to: '',
    test: { file: hosts, title: 'remembers who holds a slot, since when, until it is released' },
  },
  {
    guard: 'a blocked host is not taken from',
    file: 'packages/storage/src/lua/take.lua',
    from: 'if blocked_for > 0 then',
    to: 'if false then',
    test: { file: hosts, title: 'keeps a host from being taken for so long' },
  },
  {
    guard: "a slot that is freed does not cut its host's delay short",
    file: 'packages/storage/src/lua/release.lua',
    from: 'math.min(due, now + tonumber(ARGV[2]))',
    to: 'now',
    test: { file: hosts, title: 'holds the delay although a slot was freed at once' },
  },
  {
    guard: 'a slot whose job is on its way is not taken for forgotten',
    file: 'services/fetcher/src/dispatch.ts',
    from: "if (standing === 'pending') return",
    to: '',
    test: { file: dispatch, title: 'is left alone while its job is on its way' },
  },
  {
    guard: 'an entry that was taken and never added gets its job',
    file: 'services/fetcher/src/dispatch.ts',
    from: 'else await fetch.addAll([entry])',
    to: '',
    test: { file: dispatch, title: 'gets its job again if it never had one' },
  },
  {
    guard: 'a url is forgotten only long after it was last listed',
    file: 'packages/storage/src/lua/accept.lua',
    from: "redis.call('EXPIRE', mark, ARGV[6])",
    to: '',
    test: { file: runs, title: 'remembers a url for as long as it was last listed, and forgets it then' },
  },
]
