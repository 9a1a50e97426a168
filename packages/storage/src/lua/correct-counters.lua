-- Sets counters right, if none of them has changed since it was read.
-- KEYS  1 counters
-- ARGV  triples: name, count that was read ('' where there was none), right count
-- gives 1 if they are set, 0 if one has changed
for at = 1, #ARGV, 3 do
  if (redis.call('HGET', KEYS[1], ARGV[at]) or '') ~= ARGV[at + 1] then return 0 end
end
for at = 1, #ARGV, 3 do
  if ARGV[at + 1] ~= ARGV[at + 2] then redis.call('HSET', KEYS[1], ARGV[at], ARGV[at + 2]) end
end
return 1
