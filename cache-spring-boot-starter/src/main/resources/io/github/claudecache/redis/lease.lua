-- Takes the lease of an entry, unless somebody holds it whose computation is young enough to wait for.
-- KEYS[1] the lease. ARGV: owner, term in milliseconds, tenant era and born, global era and born of the
-- caller's capture, then the lowest born that the caller may wait for, of the tenant and of the global ledger.
-- Returns 0 it is the caller's, else for how many milliseconds it is somebody else's.
local held = redis.pcall('HMGET', KEYS[1], 'owner', 'te', 'tb', 'ge', 'gb')
if not held.err and held[1] and held[1] ~= ARGV[1] and held[2] == ARGV[3] and held[4] == ARGV[5]
		and tonumber(held[3]) >= tonumber(ARGV[7]) and tonumber(held[5]) >= tonumber(ARGV[8]) then
	local left = redis.call('PTTL', KEYS[1])
	if left > 0 then
		return left
	end
end
-- Only then: a script that has removed something is no longer refused by a full Redis.
if held.err then
	redis.call('DEL', KEYS[1])
end
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'te', ARGV[3], 'tb', ARGV[4], 'ge', ARGV[5], 'gb', ARGV[6])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 0
