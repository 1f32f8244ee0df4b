-- Puts a question beside its answer, if that is still there.
-- KEYS[1] the entry. ARGV: the field, the question. Returns 1 kept, 0 the entry is gone.
if redis.call('EXISTS', KEYS[1]) == 0 then
	return 0
end
local kept = redis.pcall('HSET', KEYS[1], ARGV[1], ARGV[2])
return (type(kept) == 'table' and kept.err) and 0 or 1
