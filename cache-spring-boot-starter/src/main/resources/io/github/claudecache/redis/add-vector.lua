-- Adds a question to a vector set, and removes some of those whose entries have expired.
-- KEYS: the vector set, when its elements expire. ARGV: the vector, the fingerprint, when its entry expires
-- and what time it is, both in milliseconds since 1970, how many elements to keep.
redis.call('VADD', KEYS[1], 'FP32', ARGV[1], ARGV[2], 'NOQUANT')
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[2])
local gone = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[4], 'LIMIT', 0, 64)
local over = redis.call('ZCARD', KEYS[2]) - tonumber(ARGV[5])
if #gone < over then
	gone = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', '+inf', 'LIMIT', 0, math.min(over, 64))
end
for i = 1, #gone do
	redis.call('VREM', KEYS[1], gone[i])
	redis.call('ZREM', KEYS[2], gone[i])
end
local ttl = tonumber(ARGV[3]) - tonumber(ARGV[4])
for i = 1, 2 do
	if redis.call('PTTL', KEYS[i]) < ttl then
		redis.call('PEXPIRE', KEYS[i], string.format('%.0f', ttl))
	end
end
return #gone
