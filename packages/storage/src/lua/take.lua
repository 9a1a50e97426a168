-- Takes the entries whose host has a free slot, is not paused, and whose two clocks (delay, block-until) allow it; none while FETCH is paused.
-- A taken entry stays in its host's `taken` hash until it is released, so a death in between loses nothing.
-- KEYS  1 hosts
-- ARGV  1 prefix  2 entries at most  3 host delay (ms)  4 slots per host
-- gives the entries (JSON)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local most, delay, slots = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local due = redis.call('ZRANGE', KEYS[1], '-inf', now, 'BYSCORE', 'LIMIT', 0, most)
local out = {}

local pauses = ARGV[1] .. ':pauses'
local has_pauses = redis.call('EXISTS', pauses) == 1
-- For how long something is paused still (ms), but no longer than until it is looked at again: somebody may resume it.
local function paused_for(what)
  local pause = has_pauses and redis.call('HGET', pauses, what)
  if not pause then return 0 end
  local over = tonumber(string.match(pause, '^%d+'))
  if over == 0 then return 2000 end
  return math.max(0, math.min(over - now, 2000))
end
-- In its queue they would wait without their hosts' delays between them.
if paused_for('stage/fetch') > 0 then return out end

for _, host in ipairs(due) do
  local base = ARGV[1] .. ':host:' .. host
  local paused = paused_for('host/' .. host)
  local blocked_for = redis.call('PTTL', base .. ':blocked')
  local is_local = host == 'text:'
  -- What needs no host needs no slot.
  local free = is_local and most or slots - redis.call('HLEN', base .. ':taken')
  -- A delay lets one go at a time; without one, every free slot is filled at once.
  local count = math.min(free, (delay > 0 and not is_local) and 1 or free, most - #out)
  if paused > 0 then
    redis.call('ZADD', KEYS[1], now + paused, host)
  elseif blocked_for > 0 then
    redis.call('ZADD', KEYS[1], now + blocked_for, host)
  elseif count <= 0 then
    -- A release brings the host back at once.
    if free <= 0 then redis.call('ZADD', KEYS[1], now + 1000, host) end
  else
    local entries = redis.call('LPOP', base .. ':waiting', count) or {}
    for _, entry in ipairs(entries) do
      local urlId, run = string.match(entry, '"urlId":"(%w+)"'), string.match(entry, '"run":(%d+)}$')
      redis.call('HSET', base .. ':taken', urlId .. '-' .. run, now .. ' ' .. entry)
      redis.call('ZADD', ARGV[1] .. ':runs:moving', now, urlId .. '/' .. run)
      out[#out + 1] = entry
    end
    if redis.call('LLEN', base .. ':waiting') > 0 then
      redis.call('ZADD', KEYS[1], is_local and now or now + delay, host)
    else
      redis.call('ZREM', KEYS[1], host)
      -- The delay holds although the list is empty: the next entry finds it here.
      if delay > 0 and not is_local then redis.call('SET', base .. ':blocked', '1', 'PX', delay) end
    end
    redis.call('SADD', ARGV[1] .. ':hosts:taken', host)
  end
  if #out >= most then break end
end
return out
