-- Ends the wait of the request whose turn it is: starts a new run of its URL in one step, or lets the request go with a reason.
-- What is live comes first: a URL that is on its way, or ran again since, is left alone.
-- KEYS  1 waiting  2 taken  3 url mark  4 counters  5 batch  6 mark of the archive: where one stands, it is told of runs on their way  7 notes for it
-- ARGV  1 request as it waits  2 reason to let it go, or ''  3 urlId  4 run whose bodies are kept  5 entry (JSON without its run)
--       6 slots  7 in flight at most  8 batch lives (s)  9 notes at most
-- gives {'started', run} | {'skipped', reason} | {'full'} where the line takes no more now | {'moved'} where it is another one's turn
if redis.call('LINDEX', KEYS[1], 0) ~= ARGV[1] then return { 'moved' } end

local function leave(what)
  redis.call('LPOP', KEYS[1])
  redis.call('HINCRBY', KEYS[5], what, 1)
  redis.call('EXPIRE', KEYS[5], ARGV[8])
end

local run = tonumber(redis.call('HGET', KEYS[3], 'run') or '0')
local refusal = ARGV[2]
if refusal == '' then
  if run < tonumber(ARGV[4]) then refusal = 'unknown'
  elseif redis.call('HEXISTS', KEYS[3], 'end:' .. run) == 0 then refusal = 'running'
  elseif run > tonumber(ARGV[4]) then refusal = 'newer' end
end
if refusal ~= '' then
  leave('skipped:' .. refusal)
  return { 'skipped', refusal }
end

if redis.call('HLEN', KEYS[2]) >= tonumber(ARGV[6]) then return { 'moved' } end
local in_flight = tonumber(redis.call('HGET', KEYS[4], 'accepted') or '0') - tonumber(redis.call('HGET', KEYS[4], 'ended') or '0')
if in_flight >= tonumber(ARGV[7]) then return { 'full' } end

run = run + 1
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
leave('started')
redis.call('HSET', KEYS[2], ARGV[3] .. '/' .. run, string.format('%.0f', now) .. ' ' .. ARGV[1])
local entry = string.sub(ARGV[5], 1, -2) .. ',"run":' .. run .. '}'
redis.call('HSET', KEYS[3], 'run', run, 'entry', entry)
-- Its end gives it an end to its life: forgotten on its way, a run could not be told from one that never was.
redis.call('PERSIST', KEYS[3])
redis.call('HINCRBY', KEYS[4], 'accepted', 1)
if redis.call('EXISTS', KEYS[6]) == 1 then redis.call('XADD', KEYS[7], 'MAXLEN', '~', ARGV[9], '*', 'entry', entry) end
return { 'started', run }
