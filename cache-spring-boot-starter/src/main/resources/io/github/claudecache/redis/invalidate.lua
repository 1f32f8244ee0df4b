-- Writes one stamp for all given members of a ledger: the linearisation point of an invalidation.
-- KEYS[1] the ledger. ARGV: era for a ledger that is new, retention in microseconds, how many old
-- stamps to prune at most, then the members: '!all' or 't:<tag>' each.
local last = tonumber(redis.call('ZSCORE', KEYS[1], '!last') or '0')
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local stamp = math.max(last + 1, now)
local text = string.format('%.0f', stamp)
redis.call('ZADD', KEYS[1], 'NX', ARGV[1], '!era')
local write = {'ZADD', KEYS[1], text, '!last'}
for i = 4, #ARGV do
	write[#write + 1] = text
	write[#write + 1] = ARGV[i]
end
redis.call(unpack(write))
-- A stamp may go once every entry that it could void has expired. The floor then stands for it.
local horizon = string.format('%.0f', stamp - tonumber(ARGV[2]))
local old = redis.call('ZRANGEBYSCORE', KEYS[1], '(0', horizon, 'WITHSCORES', 'LIMIT', 0, ARGV[3])
local floor = nil
local pruned = {'ZREM', KEYS[1]}
for i = 1, #old, 2 do
	if string.sub(old[i], 1, 2) == 't:' then
		pruned[#pruned + 1] = old[i]
		floor = old[i + 1]
	end
end
if floor then
	redis.call('ZADD', KEYS[1], 'GT', floor, '!floor')
	redis.call(unpack(pruned))
end
return text
