package io.github.claudecache.benchmarks.speed.hit;

import io.github.claudecache.benchmarks.speed.server.MeasuredRedis;
import io.lettuce.core.api.sync.RedisCommands;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET} through Lettuce on one shared connection, by a key that is already there.
 */
final class BareGet implements Side {

	static final String NAME = "bare-get";

	private final RedisCommands<String, String> commands;

	private final String prefix;

	BareGet(MeasuredRedis redis) {
		this.commands = redis.connection().sync();
		this.prefix = redis.prefix(NAME);
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public void store(Exchange exchange) {
		this.commands.set(this.prefix + exchange.id(), exchange.answer());
	}

	@Override
	public @Nullable String hit(Exchange exchange) {
		return this.commands.get(this.prefix + exchange.id());
	}

	@Override
	public void close() {
		// The connection is the server's.
	}

}
