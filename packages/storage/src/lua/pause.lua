-- Keeps a pause of a stage, a host or a source, by Redis' own clock; one that stands already is replaced.
-- KEYS  1 pauses
-- ARGV  1 kind/name  2 who and why (JSON)  3 "until" an instant, or "for" a time  4 that instant or time (ms), or '' for a pause without an end  5 pauses at most
-- gives {'paused', the pause as it is kept} | {'past'} where it would be over already | {'full'}
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local over = 0
if ARGV[4] ~= '' then over = tonumber(ARGV[4]) + (ARGV[3] == 'for' and now or 0) end
if ARGV[4] ~= '' and over <= now then return { 'past' } end

if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[5]) and redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then
  local all = redis.call('HGETALL', KEYS[1])
  for at = 1, #all, 2 do
    local ended = tonumber(string.match(all[at + 1], '^%d+'))
    -- What stands over a stage is forgotten by those who keep its queue in step.
    if ended > 0 and ended <= now and not string.find(all[at], '^stage/') then redis.call('HDEL', KEYS[1], all[at]) end
  end
  if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[5]) then return { 'full' } end
end

local kept = string.format('%.0f %.0f ', over, now) .. ARGV[2]
redis.call('HSET', KEYS[1], ARGV[1], kept)
return { 'paused', kept }
