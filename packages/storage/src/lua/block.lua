-- Keeps a host from being taken; a block that lasts longer already stays.
-- KEYS  1 block
-- ARGV  1 for so long (ms)
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], '1', 'PX', ARGV[1]) end
