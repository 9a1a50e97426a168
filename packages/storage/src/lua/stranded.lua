-- Finds the hosts that would be passed over for ever: entries wait there that nobody takes, or slots are held that no sweep sees.
-- KEYS  1 hosts  2 hosts with taken entries
-- ARGV  1 prefix  2 "relist" lists them again  then hosts
-- gives their names
local out = {}
for at = 3, #ARGV do
  local host = ARGV[at]
  local base = ARGV[1] .. ':host:' .. host
  local is_untaken = redis.call('EXISTS', base .. ':waiting') == 1 and not redis.call('ZSCORE', KEYS[1], host)
  local is_unseen = redis.call('EXISTS', base .. ':taken') == 1 and redis.call('SISMEMBER', KEYS[2], host) == 0
  if is_untaken or is_unseen then
    out[#out + 1] = host
    if ARGV[2] == 'relist' then
      if is_untaken then redis.call('ZADD', KEYS[1], 0, host) end
      if is_unseen then redis.call('SADD', KEYS[2], host) end
    end
  end
end
return out
