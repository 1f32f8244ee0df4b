-- Begins a new life of a ledger, unless somebody else has done so since the era was seen.
-- KEYS[1] the ledger. ARGV: the era that was seen, the new one.
if redis.call('ZSCORE', KEYS[1], '!era') == ARGV[1] then
	redis.call('ZADD', KEYS[1], ARGV[2], '!era')
	return 1
end
return 0
