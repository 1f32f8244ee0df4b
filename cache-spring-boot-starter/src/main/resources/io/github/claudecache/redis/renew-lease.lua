-- Lengthens a lease that is still its owner's.
-- KEYS[1] the lease. ARGV: owner, term in milliseconds. Returns 1 renewed, 0 not the owner's.
local owner = redis.pcall('HGET', KEYS[1], 'owner')
if owner == ARGV[1] then
	return redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 0
