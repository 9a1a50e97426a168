-- Keeps a story with one more article in it, if no story has changed since they were read.
-- KEYS  1 version  2 recent stories  3 article record  4 term counts
-- ARGV  1 prefix  2 version read  3 storyId  4 story (JSON)  5 idle after (s)  6 terms counted at most  7 number of index terms
--       then the index terms, then all terms to count
-- gives 'kept', 'changed', or the id of the story that the article was placed in meanwhile
local placed = redis.call('HGET', KEYS[3], 'storyId')
if placed then return placed end
if (redis.call('GET', KEYS[1]) or '0') ~= ARGV[2] then return 'changed' end
redis.call('INCR', KEYS[1])
-- Stories are kept by when they last grew here, not by the dates of their articles: an archive may be read long after.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('SET', ARGV[1] .. ':story:' .. ARGV[3], ARGV[4], 'EX', ARGV[5])
redis.call('ZADD', KEYS[2], now, ARGV[3])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - 1000 * ARGV[5])
-- A record that has expired meanwhile must not come back without an end to its life.
if redis.call('EXISTS', KEYS[3]) == 1 then redis.call('HSET', KEYS[3], 'storyId', ARGV[3]) end
local index_terms = tonumber(ARGV[7])
for at = 8, 7 + index_terms do
  local key = ARGV[1] .. ':story-term:' .. ARGV[at]
  redis.call('SADD', key, ARGV[3])
  redis.call('EXPIRE', key, ARGV[5])
end
if redis.call('HLEN', KEYS[4]) > tonumber(ARGV[6]) then redis.call('DEL', KEYS[4]) end
redis.call('HINCRBY', KEYS[4], '#articles', 1)
for at = 8 + index_terms, #ARGV do redis.call('HINCRBY', KEYS[4], ARGV[at], 1) end
return 'kept'
