-- Reserves the next moment at which a host may be asked by whoever holds a slot of it already: a further try of a fetch.
-- Both clocks of the host count (delay, block-until), and its pause; whoever comes next finds this start behind them.
-- KEYS  1 hosts  2 block of the host  3 pauses
-- ARGV  1 host  2 host delay (ms)  3 wait at most (ms)
-- gives {the time until then (ms), 'paused' where the host's pause makes it so long}; beyond the most, nothing is reserved
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local delay, most = tonumber(ARGV[2]), tonumber(ARGV[3])

local pause = redis.call('HGET', KEYS[3], 'host/' .. ARGV[1])
local over = pause and tonumber(string.match(pause, '^%d+')) or now
-- A pause may be lifted earlier: it is looked at again.
local again = now + most + 5000
local paused_until = over == 0 and again or math.min(over, again)
if paused_until - now > most then return { paused_until - now, 'paused' } end

local blocked_for = redis.call('PTTL', KEYS[2])
local due = tonumber(redis.call('ZSCORE', KEYS[1], ARGV[1]) or now)
local start = math.max(now, due, now + math.max(0, blocked_for), paused_until)
if delay <= 0 or start - now > most then return { start - now, '' } end
if redis.call('ZSCORE', KEYS[1], ARGV[1]) then redis.call('ZADD', KEYS[1], start + delay, ARGV[1]) end
redis.call('SET', KEYS[2], '1', 'PX', start + delay - now)
return { start - now, '' }
