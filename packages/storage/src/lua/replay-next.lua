-- Frees the slots of replays that have ended, lets go of what was cancelled, and shows the request whose turn it is.
-- KEYS  1 waiting  2 taken
-- ARGV  1 prefix  2 slots  3 batch lives (s)  4 cancelled requests let go at most
-- gives {'next', request} | {'busy'} where no slot is free | {'idle'} where nothing waits and nothing is taken
local function count(request, what)
  local batch = ARGV[1] .. ':replay:batch:' .. (string.match(request, '^{"batch":"(%w+)"') or 'unknown')
  redis.call('HINCRBY', batch, what, 1)
  redis.call('EXPIRE', batch, ARGV[3])
end

local taken = redis.call('HGETALL', KEYS[2])
for at = 1, #taken, 2 do
  local urlId, run = string.match(taken[at], '^(%w+)/(%d+)$')
  local mark = ARGV[1] .. ':url:' .. urlId
  if redis.call('HEXISTS', mark, 'end:' .. run) == 1 or redis.call('EXISTS', mark) == 0 then
    redis.call('HDEL', KEYS[2], taken[at])
    count(string.match(taken[at + 1], '^%d+ (.*)$'), 'ended')
  end
end

local in_hand = redis.call('HLEN', KEYS[2])
for _ = 1, tonumber(ARGV[4]) do
  local request = redis.call('LINDEX', KEYS[1], 0)
  if not request then return { in_hand > 0 and 'busy' or 'idle' } end
  local batch = string.match(request, '^{"batch":"(%w+)"') or 'unknown'
  if redis.call('HEXISTS', ARGV[1] .. ':replay:batch:' .. batch, 'cancelled') == 0 then
    if in_hand >= tonumber(ARGV[2]) then return { 'busy' } end
    return { 'next', request }
  end
  redis.call('LPOP', KEYS[1])
  count(request, 'skipped:cancelled')
end
return { 'busy' }
