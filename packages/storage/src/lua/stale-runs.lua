-- Runs that left their host so long ago and have not ended; whoever looks at them is not asked again for as long.
-- KEYS  1 runs between hosts and their ends
-- ARGV  1 for so long (ms)  2 runs at most
-- gives members "urlId/run"
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local stale = redis.call('ZRANGE', KEYS[1], '-inf', now - tonumber(ARGV[1]), 'BYSCORE', 'LIMIT', 0, tonumber(ARGV[2]))
for _, member in ipairs(stale) do redis.call('ZADD', KEYS[1], now, member) end
return stale
