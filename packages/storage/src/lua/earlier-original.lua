-- Makes a member the displayed original of its group if it was published earlier than the one there.
-- KEYS  1 group
-- ARGV  1 member  2 published at (ms; larger than any date where unknown)  3 group's first member  4 its date (ms)  5 lives (s)
-- gives the member that it replaced, or '' if it is not the original
redis.call('HSETNX', KEYS[1], 'original', ARGV[3])
redis.call('HSETNX', KEYS[1], 'originalAt', ARGV[4])
redis.call('EXPIRE', KEYS[1], ARGV[5])
local original = redis.call('HGET', KEYS[1], 'original')
-- The same member again: the same answer.
if original == ARGV[1] then return redis.call('HGET', KEYS[1], 'replaced') or '' end
if tonumber(ARGV[2]) >= tonumber(redis.call('HGET', KEYS[1], 'originalAt')) then return '' end
redis.call('HSET', KEYS[1], 'original', ARGV[1], 'originalAt', ARGV[2], 'replaced', original)
return original
