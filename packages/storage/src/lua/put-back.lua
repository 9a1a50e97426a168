-- Puts a lost run back into its host's list, as its mark remembers it; nothing happens where it is not lost after all.
-- KEYS  1 url mark  2 hosts  3 hosts with taken entries  then the keys of jobs that must not exist
-- ARGV  1 prefix  2 urlId  3 run  4 "held" where the slot that it holds is known to be forgotten
-- gives 'back', 'found' where it has ended or stands somewhere, or 'unreadable' where its first message is gone or broken
local mark, name = KEYS[1], ARGV[2] .. '-' .. ARGV[3]
if redis.call('HEXISTS', mark, 'end:' .. ARGV[3]) == 1 then return 'found' end
for at = 4, #KEYS do
  if redis.call('EXISTS', KEYS[at]) == 1 then return 'found' end
end

-- Checked as the step that takes it reads it: one that it cannot read would stop the line.
local entry = redis.call('HGET', mark, 'entry') or ''
if string.match(entry, '"urlId":"(%w+)"') ~= ARGV[2] or string.match(entry, '"run":(%d+)}$') ~= ARGV[3] then
  return 'unreadable'
end
local is_json, read = pcall(cjson.decode, entry)
if not is_json or type(read.host) ~= 'string' then return 'unreadable' end

local base = ARGV[1] .. ':host:' .. read.host
if redis.call('LPOS', base .. ':waiting', entry) then return 'found' end
if redis.call('HEXISTS', base .. ':taken', name) == 1 then
  if ARGV[4] ~= 'held' then return 'found' end
  redis.call('HDEL', base .. ':taken', name)
  if redis.call('EXISTS', base .. ':taken') == 0 then redis.call('SREM', KEYS[3], read.host) end
end
redis.call('RPUSH', base .. ':waiting', entry)
redis.call('ZREM', ARGV[1] .. ':runs:moving', ARGV[2] .. '/' .. ARGV[3])
redis.call('ZADD', KEYS[2], 'NX', 0, read.host)
redis.call('PERSIST', mark)
return 'back'
