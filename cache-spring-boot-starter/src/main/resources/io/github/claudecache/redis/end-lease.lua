-- Ends a lease that is still its owner's.
-- KEYS[1] the lease. ARGV: owner. Returns 1 ended, 0 not the owner's.
local owner = redis.pcall('HGET', KEYS[1], 'owner')
if owner == ARGV[1] then
	return redis.call('DEL', KEYS[1])
end
return 0
