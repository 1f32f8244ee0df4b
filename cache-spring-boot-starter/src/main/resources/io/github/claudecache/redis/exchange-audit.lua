-- Takes what a process counted of a cache, and tells what is known of it.
-- KEYS[1] the audit. ARGV: the process's field, its counts, how many milliseconds they are kept, fields of
-- processes that are not needed any more. Returns fields and values in turn.
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
if #ARGV > 3 then
	redis.call('HDEL', KEYS[1], unpack(ARGV, 4))
end
return redis.call('HGETALL', KEYS[1])
