-- Looks at hosts: how much waits at each, and for how long the oldest entry has waited that nothing puts off on purpose: neither a pause, nor a block that
-- lasts longer than it usually does. The oldest entry of a host is the first of its list.
-- KEYS  1 hosts  2 pauses
-- ARGV  1 prefix  2 a block may usually last (ms)  then hosts
-- gives {the oldest has waited for (ms), the turn of a host came, and nobody took an entry, for (ms)} (-1: none), then of each host {waiting, held, blocked for (ms)}
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local usual = tonumber(ARGV[2])
local oldest, overdue = -1, -1
local out = { 0 }

local has_pauses = redis.call('EXISTS', KEYS[2]) == 1
local function is_paused(what)
  local pause = has_pauses and redis.call('HGET', KEYS[2], what)
  if not pause then return false end
  local over = tonumber(string.match(pause, '^%d+'))
  return over == 0 or over > now
end
local is_all_paused = is_paused('stage/fetch')

for at = 3, #ARGV do
  local host = ARGV[at]
  local base = ARGV[1] .. ':host:' .. host
  local waiting = redis.call('LLEN', base .. ':waiting')
  local blocked_for = math.max(0, redis.call('PTTL', base .. ':blocked'))
  out[#out + 1] = { waiting, redis.call('HLEN', base .. ':taken'), blocked_for }
  if waiting > 0 and blocked_for <= usual and not is_all_paused and not is_paused('host/' .. host) then
    local turn = tonumber(redis.call('ZSCORE', KEYS[1], host) or 0)
    local first = redis.call('LINDEX', base .. ':waiting', 0)
    -- An entry of an older version does not say it: then it waits since its host's turn, where that is known.
    local since = tonumber(string.match(first, '"acceptedMs":(%d+),"run":%d+}$') or turn)
    if since > 0 then
      oldest = math.max(oldest, now - since)
      overdue = math.max(overdue, now - math.max(turn, since))
    end
  end
end
out[1] = { oldest, overdue }
return out
