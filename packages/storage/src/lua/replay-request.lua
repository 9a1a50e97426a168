-- Puts requests into the replay lane, as many as there is room for. Nothing of a request's URL changes until its turn comes.
-- KEYS  1 waiting  2 batch
-- ARGV  1 requests that may wait at most  2 batch lives (s)  then the requests (JSON)
-- gives how many were taken
local room = tonumber(ARGV[1]) - redis.call('LLEN', KEYS[1])
local taken = math.max(0, math.min(room, #ARGV - 2))
for at = 3, 2 + taken do redis.call('RPUSH', KEYS[1], ARGV[at]) end
redis.call('HINCRBY', KEYS[2], 'requested', taken)
redis.call('EXPIRE', KEYS[2], ARGV[2])
return taken
