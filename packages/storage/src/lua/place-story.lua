-- Keeps a story with one more article in it, if no story has changed since they were read.
-- KEYS  1 version  2 recent stories  3 article record  4 term counts
-- ARGV  1 prefix  2 version read  3 storyId  4 story (JSON)  5 last at (ms)  6 idle after (s)  7 terms counted at most
--       8 number of index terms  then the index terms, then all terms to count
-- gives 'kept', 'changed', or the id of the story that the article was placed in meanwhile
local placed = redis.call('HGET', KEYS[3], 'storyId')
if placed then return placed end
if (redis.call('GET', KEYS[1]) or '0') ~= ARGV[2] then return 'changed' end
redis.call('INCR', KEYS[1])
redis.call('SET', ARGV[1] .. ':story:' .. ARGV[3], ARGV[4], 'EX', ARGV[6])
redis.call('ZADD', KEYS[2], ARGV[5], ARGV[3])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[5] - 1000 * ARGV[6])
redis.call('HSET', KEYS[3], 'storyId', ARGV[3])
local index_terms = tonumber(ARGV[8])
for at = 9, 8 + index_terms do
  local key = ARGV[1] .. ':story-term:' .. ARGV[at]
  redis.call('SADD', key, ARGV[3])
  redis.call('EXPIRE', key, ARGV[6])
end
if redis.call('HLEN', KEYS[4]) > tonumber(ARGV[7]) then redis.call('DEL', KEYS[4]) end
redis.call('HINCRBY', KEYS[4], '#articles', 1)
for at = 9 + index_terms, #ARGV do redis.call('HINCRBY', KEYS[4], ARGV[at], 1) end
return 'kept'
