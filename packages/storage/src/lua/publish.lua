-- Checks and appends one event in one step: the stream holds each event once, and each run has one end.
-- KEYS  1 stream  2 counters  3 sequence of the subject  4 url mark (end of a run) or event mark (side event)  5 pages due
-- ARGV  1 kind ("end" or "side")  2 event JSON without its closing brace  3 type  4 id  5 subject  6 stream length at most
--       7 mark lives (s)   for an end: 8 urlId  9 run  10 page dropped at (ms)  11 counter of its reason
-- gives 1 if appended, 0 if it stood there already
if ARGV[1] == 'end' then
  if redis.call('HSETNX', KEYS[4], 'end:' .. ARGV[9], ARGV[3]) == 0 then return 0 end
else
  if not redis.call('SET', KEYS[4], '1', 'NX') then return 0 end
end
redis.call('EXPIRE', KEYS[4], ARGV[7])

local sequence = redis.call('INCR', KEYS[3])
redis.call('EXPIRE', KEYS[3], ARGV[7])
local event = ARGV[2] .. ',"sequence":"' .. string.format('%010d', sequence) .. '"}'
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[6], '*', 'id', ARGV[4], 'type', ARGV[3], 'subject', ARGV[5], 'event', event)

if ARGV[1] == 'end' then
  redis.call('HINCRBY', KEYS[2], 'ended', 1)
  redis.call('HINCRBY', KEYS[2], ARGV[11], 1)
  redis.call('ZADD', KEYS[5], ARGV[10], ARGV[8] .. '/' .. ARGV[9])
  -- Only a run that failed is started again from its first message.
  if ARGV[3] ~= 'url.failed' then redis.call('HDEL', KEYS[4], 'entry') end
end
return 1
