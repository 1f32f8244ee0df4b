-- Adds an entry to the reverse index. All keys live as long as their bucket.
-- KEYS: the tag directory, then one index key for each tag. ARGV: the bytes of the fingerprint, in how many
-- milliseconds the bucket may go, then the tags in the order of their keys.
for i = 2, #KEYS do
	redis.call('SADD', KEYS[i], ARGV[1])
	redis.call('PEXPIRE', KEYS[i], ARGV[2])
	if ARGV[i + 1] ~= '' then
		redis.call('SADD', KEYS[1], ARGV[i + 1])
	end
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return #KEYS
