-- Accepts one discovered URL: its entry joins its host's list and its mark is set in one step, so no mark outlives its job.
-- KEYS  1 url mark  2 hosts  3 counters  4 mark of the archive: where one stands, it is told of runs on their way  5 notes for it
-- ARGV  1 prefix  2 urlId  3 host  4 entry (JSON without its run)  5 listed at (ms)  6 mark lives (s)  7 in flight at most  8 "again" starts a new run
--       9 only after this run, or ''  10 notes at most
-- gives {'accepted', run} | {'known', run} | {'running', run} | {'full', in flight}
local mark, hosts, counters = KEYS[1], KEYS[2], KEYS[3]
local run = tonumber(redis.call('HGET', mark, 'run') or '0')

if run > 0 then
  redis.call('HSET', mark, 'listedAt', ARGV[5])
  if redis.call('HEXISTS', mark, 'end:' .. run) == 0 then return { 'running', run } end
  redis.call('EXPIRE', mark, ARGV[6])
  if ARGV[8] ~= 'again' or (ARGV[9] ~= '' and tonumber(ARGV[9]) ~= run) then return { 'known', run } end
end

local in_flight = tonumber(redis.call('HGET', counters, 'accepted') or '0') - tonumber(redis.call('HGET', counters, 'ended') or '0')
if in_flight >= tonumber(ARGV[7]) then return { 'full', in_flight } end

run = run + 1
local time = redis.call('TIME')
-- A run that is started again was discovered long ago: how long it waits counts from here.
local accepted = time[1] .. string.format('%03d', math.floor(time[2] / 1000))
local entry = string.sub(ARGV[4], 1, -2) .. ',"acceptedMs":' .. accepted .. ',"run":' .. run .. '}'
redis.call('RPUSH', ARGV[1] .. ':host:' .. ARGV[3] .. ':waiting', entry)
redis.call('ZADD', hosts, 'NX', 0, ARGV[3])
redis.call('HSET', mark, 'run', run, 'entry', entry, 'listedAt', ARGV[5])
-- Its end gives it an end to its life: forgotten on its way, a run could not be told from one that never was.
redis.call('PERSIST', mark)
redis.call('HINCRBY', counters, 'accepted', 1)
if redis.call('EXISTS', KEYS[4]) == 1 then redis.call('XADD', KEYS[5], 'MAXLEN', '~', ARGV[10], '*', 'entry', entry) end
return { 'accepted', run }
