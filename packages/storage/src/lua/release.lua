-- Frees the slot that a run holds at its host.
-- KEYS  1 hosts  2 taken  3 waiting  4 hosts with taken entries
-- ARGV  1 host  2 urlId-run  3 host delay (ms)
if redis.call('HDEL', KEYS[2], ARGV[2]) == 0 then return 0 end
if redis.call('HLEN', KEYS[2]) == 0 then redis.call('SREM', KEYS[4], ARGV[1]) end
if redis.call('LLEN', KEYS[3]) == 0 then return 1 end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local due = tonumber(redis.call('ZSCORE', KEYS[1], ARGV[1]) or now)
redis.call('ZADD', KEYS[1], math.min(due, now + tonumber(ARGV[3])), ARGV[1])
return 1
