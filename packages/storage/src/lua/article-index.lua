-- Looks up who shares hashes with a text and, if nothing has changed since it was looked up, records the article: optimistic commit.
-- All keys share the prefix's hash tag; bucket keys are made here from day and hash.
-- KEYS  1 article record  2 text hash  3 document counter
-- ARGV  1 prefix  2 "look" or "commit"  3 days (comma-joined, today first)  4 hashes (comma-joined)  5 holders that make a hash boilerplate
--       commit: 6 digest of the look-up  7 articleId  8 ref "urlId/run"  9 standing (JSON)  10 textHash  11 sketch  12 facts (JSON)
--               13 "indexed" or "not"  14 ref that recorded it before, or ''  15 bucket lives (s)  16 record lives (s)  17 text lives (s)
-- gives {'looked' | 'changed', digest, document of the same text or '', {hash, holders, …}} | {'committed'} | {'taken'}
local base, days = ARGV[1] .. ':index:', {}
for day in string.gmatch(ARGV[3], '%d+') do days[#days + 1] = day end
local function bucket(day, hash) return base .. day .. ':' .. (hash % 4096) end

local found = {}
for hash in string.gmatch(ARGV[4], '%d+') do
  local holders = {}
  for _, day in ipairs(days) do
    local documents = redis.call('HGET', bucket(day, hash), hash)
    if documents then holders[#holders + 1] = documents end
  end
  if #holders > 0 then
    found[#found + 1] = hash
    found[#found + 1] = table.concat(holders, ',')
  end
end
local same_text = redis.call('GET', KEYS[2]) or ''
local digest = redis.sha1hex(table.concat(found, ' ') .. '|' .. same_text)

if ARGV[2] ~= 'commit' or digest ~= ARGV[6] then
  return { ARGV[2] == 'commit' and 'changed' or 'looked', digest, same_text, found }
end

if (redis.call('HGET', KEYS[1], 'ref') or '') ~= ARGV[14] then return { 'taken' } end

local document = redis.call('INCR', KEYS[3])
redis.call('HSET', base .. 'document:' .. document, 'articleId', ARGV[7], 'textHash', ARGV[10], 'sketch', ARGV[11], 'facts', ARGV[12])
redis.call('EXPIRE', base .. 'document:' .. document, ARGV[15])
redis.call('HSET', KEYS[1], 'ref', ARGV[8], 'standing', ARGV[9])
redis.call('EXPIRE', KEYS[1], ARGV[16])
if same_text == '' then redis.call('SET', KEYS[2], document, 'EX', ARGV[17]) end

if ARGV[13] == 'indexed' then
  for hash in string.gmatch(ARGV[4], '%d+') do
    local key = bucket(days[1], hash)
    local documents = redis.call('HGET', key, hash)
    local _, holders = string.gsub(documents or '', '%d+', '')
    if holders < tonumber(ARGV[5]) then
      redis.call('HSET', key, hash, documents and (documents .. ',' .. document) or document)
      redis.call('EXPIRE', key, ARGV[15])
    end
  end
end
return { 'committed' }
