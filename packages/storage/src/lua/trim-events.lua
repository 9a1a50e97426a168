-- Trims the event stream to its usual length, unless that would cut off what the archive has not projected yet.
-- KEYS  1 stream  2 mark of the archive
-- ARGV  1 position that the archive has reached  2 stream length at most
-- gives entries cut off
redis.call('SET', KEYS[2], ARGV[1])
local behind = redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', ARGV[2])
if #behind >= tonumber(ARGV[2]) then return 0 end
return redis.call('XTRIM', KEYS[1], 'MAXLEN', '~', ARGV[2])
