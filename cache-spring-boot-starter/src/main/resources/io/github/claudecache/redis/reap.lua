-- Removes an entry that an invalidation has voided; one that was written again since stays.
-- KEYS[1] the entry. ARGV: the era of the tenant's ledger, the stamp of the invalidation.
-- Returns 0 gone, 1 removed, 2 kept.
local present = redis.pcall('HMGET', KEYS[1], 'te', 'tb')
if present.err or not present[1] then
	return 0
end
if present[1] == ARGV[1] and (tonumber(present[2]) or 0) >= tonumber(ARGV[2]) then
	return 2
end
redis.call('UNLINK', KEYS[1])
return 1
