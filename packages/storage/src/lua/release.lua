-- Frees the slots that runs hold at their hosts.
-- KEYS  1 hosts  2 hosts with taken entries
-- ARGV  1 prefix  2 host delay (ms)  then pairs of host and urlId-run
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

for at = 3, #ARGV, 2 do
  local host = ARGV[at]
  local base = ARGV[1] .. ':host:' .. host
  if redis.call('HDEL', base .. ':taken', ARGV[at + 1]) == 1 then
    if redis.call('EXISTS', base .. ':taken') == 0 then redis.call('SREM', KEYS[2], host) end
    if redis.call('EXISTS', base .. ':waiting') == 1 then
      local due = tonumber(redis.call('ZSCORE', KEYS[1], host) or now)
      redis.call('ZADD', KEYS[1], math.min(due, now + tonumber(ARGV[2])), host)
    end
  end
end
