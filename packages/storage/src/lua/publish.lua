-- Checks and appends one event in one step: the stream holds each event once, and each run has one end.
-- KEYS  1 stream  2 counters  3 sequence of the subject  4 url mark (end of a run) or event mark (side event)  5 pages due
--       6 lock of the job that publishes, where there is one  7 runs between hosts and their ends
--       8 mark of the archive: where one stands, it trims the stream behind itself
-- ARGV  1 kind ("end" or "side")  2 event JSON without its closing brace  3 type  4 id  5 subject  6 stream length at most
--       7 mark lives (s)  8 what the lock must hold, or ''   for an end: 9 urlId  10 run  11 page dropped at (ms)  12 counter of its reason
-- gives 1 if appended, 0 if it stood there already, -1 if the job is another worker's by now
if ARGV[8] ~= '' and redis.call('GET', KEYS[6]) ~= ARGV[8] then return -1 end
if ARGV[1] == 'end' then
  if redis.call('HSETNX', KEYS[4], 'end:' .. ARGV[10], ARGV[3]) == 0 then return 0 end
else
  if not redis.call('SET', KEYS[4], '1', 'NX') then return 0 end
end
-- The mark of a URL with another run on its way stays without an end to its life, as accepting left it.
if ARGV[1] ~= 'end' or (redis.call('HGET', KEYS[4], 'run') or ARGV[10]) == ARGV[10] then
  redis.call('EXPIRE', KEYS[4], ARGV[7])
end

local sequence = redis.call('INCR', KEYS[3])
redis.call('EXPIRE', KEYS[3], ARGV[7])
local event = ARGV[2] .. ',"sequence":"' .. string.format('%010d', sequence) .. '"}'
local entry = { 'id', ARGV[4], 'type', ARGV[3], 'subject', ARGV[5], 'event', event }
if redis.call('EXISTS', KEYS[8]) == 1 then redis.call('XADD', KEYS[1], '*', unpack(entry))
else redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[6], '*', unpack(entry)) end

if ARGV[1] == 'end' then
  redis.call('HINCRBY', KEYS[2], 'ended', 1)
  redis.call('HINCRBY', KEYS[2], ARGV[12], 1)
  redis.call('ZREM', KEYS[7], ARGV[9] .. '/' .. ARGV[10])
  redis.call('ZADD', KEYS[5], ARGV[11], ARGV[9] .. '/' .. ARGV[10])
  -- Only a run that failed is started again from its first message.
  if ARGV[3] ~= 'url.failed' then redis.call('HDEL', KEYS[4], 'entry') end
end
return 1
