-- Renames the index keys of a tag away, so that entries stored from now on go into new ones.
-- KEYS: the index keys, then as many names for them. ARGV: for how many seconds a renamed key may stay.
-- Returns the numbers of those that were there, with a comma between.
local buried = {}
local half = #KEYS / 2
for i = 1, half do
	if redis.call('EXISTS', KEYS[i]) == 1 then
		redis.call('RENAMENX', KEYS[i], KEYS[half + i])
		redis.call('EXPIRE', KEYS[half + i], ARGV[1])
		buried[#buried + 1] = i
	end
end
return table.concat(buried, ',')
