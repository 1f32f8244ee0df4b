-- Keeps an entry unless a younger one of the same eras is there.
-- KEYS[1] the entry. ARGV: tenant era and born, global era and born, record, body, TTL in milliseconds.
local present = redis.pcall('HMGET', KEYS[1], 'te', 'tb', 'ge', 'gb')
if not present.err and present[1] == ARGV[1] and present[3] == ARGV[3] then
	if tonumber(present[2]) > tonumber(ARGV[2]) or tonumber(present[4]) > tonumber(ARGV[4]) then
		return 0
	end
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'te', ARGV[1], 'tb', ARGV[2], 'ge', ARGV[3], 'gb', ARGV[4], 'r', ARGV[5], 'b', ARGV[6])
redis.call('PEXPIRE', KEYS[1], ARGV[7])
return 1
