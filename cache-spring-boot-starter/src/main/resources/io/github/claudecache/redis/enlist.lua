-- Numbers a change of a partition, for the nodes that follow it.
-- KEYS[1] the list. ARGV: a name for the list if it is new (a negative number), the fingerprint, how many
-- milliseconds the entry lives, how many microseconds any entry lives at most, how many members to keep.
-- Returns the number.
local last = tonumber(redis.call('ZSCORE', KEYS[1], '!last') or '0')
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local number = string.format('%.0f', math.max(last + 1, now))
redis.call('ZADD', KEYS[1], 'NX', ARGV[1], '!name')
redis.call('ZADD', KEYS[1], number, '!last', number, ARGV[2])
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[3]) then
	redis.call('PEXPIRE', KEYS[1], ARGV[3])
end
-- What has expired for certain goes, then what was added first. The name is below zero, '!last' is among
-- the youngest.
local ended = string.format('%.0f', now - tonumber(ARGV[4]))
local gone = redis.call('ZRANGEBYSCORE', KEYS[1], '(0', ended, 'LIMIT', 0, 64)
local over = redis.call('ZCARD', KEYS[1]) - 2 - tonumber(ARGV[5])
if #gone < over then
	gone = redis.call('ZRANGEBYSCORE', KEYS[1], '(0', '+inf', 'LIMIT', 0, math.min(over, 64))
end
if #gone > 0 then
	redis.call('ZREM', KEYS[1], unpack(gone))
end
return number
