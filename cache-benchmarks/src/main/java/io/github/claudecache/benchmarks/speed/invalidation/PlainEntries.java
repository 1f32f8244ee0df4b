package io.github.claudecache.benchmarks.speed.invalidation;

import java.util.ArrayList;
import java.util.List;

import io.github.claudecache.benchmarks.speed.server.MeasuredRedis;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;

/**
 * Entries that are plain strings, written a batch at a time on a connection of their own.
 */
final class PlainEntries {

	static final int BATCH = 1000;

	private static final String BODY = "Yes, within thirty days, at our cost. ".repeat(3);

	private static final long TTL_SECONDS = 86_400;

	private PlainEntries() {
	}

	static void write(MeasuredRedis redis, String prefix, int entries, String set) {
		RedisAsyncCommands<String, String> commands = redis.connection().async();
		for (int first = 0; first < entries; first += BATCH) {
			List<RedisFuture<?>> replies = new ArrayList<>();
			String[] members = new String[Math.min(BATCH, entries - first)];
			for (int i = 0; i < members.length; i++) {
				members[i] = prefix + (first + i);
				replies.add(commands.setex(members[i], TTL_SECONDS, BODY));
			}
			if (!set.isEmpty()) {
				replies.add(commands.sadd(set, members));
			}
			MeasuredRedis.await(replies);
		}
	}

	static void require(StatefulRedisConnection<String, String> connection, String key, boolean present) {
		if (present != (connection.sync().exists(key) == 1)) {
			throw new IllegalStateException("The key " + key + (present ? " is not there" : " is still there"));
		}
	}

}
