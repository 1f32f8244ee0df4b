package io.github.claudecache.benchmarks.speed.invalidation;

import java.util.concurrent.TimeUnit;

import io.github.claudecache.benchmarks.speed.server.MeasuredRedis;
import io.lettuce.core.resource.ClientResources;

import org.springframework.cache.Cache;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.cache.RedisCacheWriter.RedisCacheWriterConfigurer;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * {@link Cache#clear()} of Spring's cache on Redis, which has no tags: one cache for what
 * would be one tag. By default it returns before anything is removed; here it is made
 * with immediate writes, so that it has taken effect when it returns, as the others have.
 */
final class SpringClear implements Voiding {

	private final ClientResources resources = MeasuredRedis.leanResources();

	private final MeasuredRedis redis;

	private final LettuceConnectionFactory factory;

	private final String prefix;

	private final Cache cache;

	SpringClear(MeasuredRedis redis) {
		this.redis = redis;
		this.factory = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration(redis.address().host(), redis.address().port()),
				LettuceClientConfiguration.builder()
					.clientResources(this.resources)
					.commandTimeout(InvalidationPlan.CALL_PATIENCE)
					.build());
		this.factory.afterPropertiesSet();
		this.factory.start();
		RedisCacheManager manager = RedisCacheManager
			.builder(RedisCacheWriter.create(this.factory, RedisCacheWriterConfigurer::immediateWrites))
			.cacheDefaults(RedisCacheConfiguration.defaultCacheConfig().prefixCacheNameWith(redis.prefix(name())))
			.build();
		manager.afterPropertiesSet();
		Cache found = manager.getCache("faq");
		if (found == null) {
			throw new IllegalStateException("Spring has no cache");
		}
		this.cache = found;
		this.prefix = redis.prefix(name()) + "faq::";
	}

	@Override
	public String name() {
		return "spring-clear";
	}

	@Override
	public void fill(int entries) {
		PlainEntries.write(this.redis, this.prefix, entries, "");
	}

	@Override
	public boolean invalidate() {
		try {
			this.cache.clear();
			return true;
		}
		catch (QueryTimeoutException ex) {
			return false;
		}
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
		this.factory.destroy();
		this.resources.shutdown(0, 1, TimeUnit.SECONDS);
	}

}
