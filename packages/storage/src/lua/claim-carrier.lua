-- Makes a run the one that carries its group's positions, if the carrier is still the one that was read.
-- KEYS  1 group
-- ARGV  1 carrier that was read, or ''  2 carrier to be  3 lives (s)
-- gives 1 if it carries them now, 0 if another one was faster
if (redis.call('HGET', KEYS[1], 'carrier') or '') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'carrier', ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 1
