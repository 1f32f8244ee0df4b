-- Notes which life of a server was seen, and voids what was stored before if it is another one.
-- KEYS: the lives, the global ledger. ARGV: the shard, its life, 'void' or 'keep'.
-- Returns 0 the same life, 1 another one, 2 the first one of a new store.
local seen = redis.call('HGET', KEYS[1], ARGV[1])
if seen == ARGV[2] then
	return 0
end
local known = redis.call('EXISTS', KEYS[2]) == 1
-- Removing is allowed even when Redis is full. A ledger that is begun anew has a new era.
if ARGV[3] == 'void' then
	redis.call('DEL', KEYS[2])
end
-- If this is refused the next connection voids once more, which is harmless.
redis.pcall('HSET', KEYS[1], ARGV[1], ARGV[2])
return (known or seen) and 1 or 2
