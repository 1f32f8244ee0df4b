-- Removes a question from a vector set.
-- KEYS: the vector set, when its elements expire. ARGV: the fingerprint.
redis.call('ZREM', KEYS[2], ARGV[1])
return redis.call('VREM', KEYS[1], ARGV[1])
