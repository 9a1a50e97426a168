-- Claims an idempotency key for a request that has not been answered under it, for as long as a lease.
-- KEYS  1 record of the key  2 records of its caller, by when they go (ms)
-- ARGV  1 digest of the request  2 owner  3 lease (ms)  4 records of a caller at most
-- gives {'new'} | {'kept', answer} | {'other'} of another request | {'busy', ms} while it is being answered
--       | {'many', ms} until a record goes, where all records of the caller are being answered, or go within a lease
local known = redis.call('HMGET', KEYS[1], 'digest', 'answer')
if known[1] then
  if known[1] ~= ARGV[1] then return { 'other' } end
  if known[2] then return { 'kept', known[2] } end
  return { 'busy', redis.call('PTTL', KEYS[1]) }
end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[4]) then
  -- What goes later than any lease was answered: the oldest answer is forgotten, never what is at work.
  local oldest
  for _, record in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. now + ARGV[3], '+inf', 'LIMIT', 0, 10)) do
    if redis.call('HEXISTS', record, 'owner') == 0 then
      oldest = record
      break
    end
  end
  if not oldest then return { 'many', tonumber(redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')[2]) - now } end
  redis.call('DEL', oldest)
  redis.call('ZREM', KEYS[2], oldest)
end
redis.call('HSET', KEYS[1], 'digest', ARGV[1], 'owner', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('ZADD', KEYS[2], now + ARGV[3], KEYS[1])
if redis.call('PTTL', KEYS[2]) < tonumber(ARGV[3]) then redis.call('PEXPIRE', KEYS[2], ARGV[3]) end
return { 'new' }
