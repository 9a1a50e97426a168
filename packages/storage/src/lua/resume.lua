-- Ends a pause. That of a stage is kept as one that is over, until its queue surely stands as it says.
-- KEYS  1 pauses
-- ARGV  1 kind/name
-- gives the pause as it was kept, or nil where nothing is paused
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local kept = redis.call('HGET', KEYS[1], ARGV[1])
if not kept then return nil end

local over = tonumber(string.match(kept, '^%d+'))
if over > 0 and over <= now then return nil end
if string.find(ARGV[1], '^stage/') then
  redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f', now) .. string.match(kept, ' .*$'))
else
  redis.call('HDEL', KEYS[1], ARGV[1])
end
return kept
