-- Changes what holds for a cache if it is still what was read.
-- KEYS[1] the audit. ARGV: the field, what was read ('' for nothing), what holds now, how many milliseconds it
-- is kept. Returns 1 changed, 0 not.
if (redis.call('HGET', KEYS[1], ARGV[1]) or '') ~= ARGV[2] then
	return 0
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1
