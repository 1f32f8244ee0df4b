-- Keeps an entry unless a younger one of the same eras is there, or one in a later format that is not
-- older: while a new release is rolled out, its nodes write what the nodes of the old one cannot read.
-- KEYS[1] the entry. ARGV: tenant era and born, global era and born, format, entry, card, TTL in milliseconds.
local present = redis.pcall('HMGET', KEYS[1], 'te', 'tb', 'ge', 'gb', 'v')
if not present.err and present[1] == ARGV[1] and present[3] == ARGV[3] then
	local tb, gb = tonumber(present[2]) or 0, tonumber(present[4]) or 0
	local newtb, newgb = tonumber(ARGV[2]), tonumber(ARGV[4])
	if tb > newtb or gb > newgb then
		return 0
	end
	if (tonumber(present[5]) or 0) > tonumber(ARGV[5]) and tb == newtb and gb == newgb then
		return 0
	end
end
-- Only then: a script that has removed something is no longer refused by a full Redis. The fields are
-- always the same, so nothing of an older entry is left.
if present.err then
	redis.call('UNLINK', KEYS[1])
end
redis.call('HSET', KEYS[1], 'te', ARGV[1], 'tb', ARGV[2], 'ge', ARGV[3], 'gb', ARGV[4], 'v', ARGV[5],
	'e', ARGV[6], 'k', ARGV[7])
redis.call('PEXPIRE', KEYS[1], ARGV[8])
return 1
