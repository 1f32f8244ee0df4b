package io.github.claudecache.benchmarks.speed.hit;

import java.time.Duration;

import io.github.claudecache.benchmarks.speed.server.MeasuredRedis;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/**
 * A bucket of Redisson by a key that is already there, with the codec for text and
 * otherwise Redisson's own settings.
 */
final class RedissonBucket implements Side {

	private static final Duration TTL = Duration.ofDays(1);

	private final RedissonClient client;

	private final String prefix;

	RedissonBucket(MeasuredRedis redis) {
		Config config = new Config();
		config.useSingleServer().setAddress("redis://" + redis.address());
		this.client = Redisson.create(config);
		this.prefix = redis.prefix(name());
	}

	@Override
	public String name() {
		return "redisson";
	}

	@Override
	public void store(Exchange exchange) {
		bucket(exchange).set(exchange.answer(), TTL);
	}

	@Override
	public @Nullable String hit(Exchange exchange) {
		return bucket(exchange).get();
	}

	@Override
	public void close() {
		this.client.shutdown();
	}

	private RBucket<String> bucket(Exchange exchange) {
		return this.client.getBucket(this.prefix + exchange.id(), StringCodec.INSTANCE);
	}

}
