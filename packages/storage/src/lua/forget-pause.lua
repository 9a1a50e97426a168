-- Forgets a pause that is over, unless it was replaced meanwhile.
-- KEYS  1 pauses
-- ARGV  1 kind/name  2 the pause as it was kept
if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then redis.call('HDEL', KEYS[1], ARGV[1]) end
