package io.github.claudecache.benchmarks.speed.invalidation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import io.github.claudecache.benchmarks.speed.server.MeasuredRedis;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;

/**
 * A Redis Set with the keys of a tag: {@code SMEMBERS}, then {@code UNLINK} of a thousand
 * keys at a time, sent together.
 */
final class SetOfKeys implements Voiding {

	private final MeasuredRedis redis;

	private final String prefix;

	private final String set;

	SetOfKeys(MeasuredRedis redis) {
		this.redis = redis;
		this.prefix = redis.prefix(name());
		this.set = this.prefix + "tag";
	}

	@Override
	public String name() {
		return "smembers-unlink";
	}

	@Override
	public void fill(int entries) {
		PlainEntries.write(this.redis, this.prefix, entries, this.set);
	}

	@Override
	public boolean invalidate() {
		RedisAsyncCommands<String, String> commands = this.redis.connection().async();
		List<RedisFuture<?>> replies = new ArrayList<>();
		List<String> batch = new ArrayList<>(PlainEntries.BATCH);
		Iterator<String> keys = this.redis.connection().sync().smembers(this.set).iterator();
		while (keys.hasNext()) {
			batch.add(keys.next());
			if (batch.size() == PlainEntries.BATCH || !keys.hasNext()) {
				replies.add(commands.unlink(batch.toArray(String[]::new)));
				batch.clear();
			}
		}
		replies.add(commands.unlink(this.set));
		MeasuredRedis.await(replies);
		return true;
	}

	@Override
	public boolean cleared() {
		return true;
	}

	@Override
	public void require(boolean valid) {
		PlainEntries.require(this.redis.connection(), this.prefix + 0, valid);
	}

	@Override
	public void close() {
		// The connection is the server's.
	}

}
