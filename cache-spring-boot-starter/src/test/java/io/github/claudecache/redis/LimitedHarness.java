package io.github.claudecache.redis;

import java.time.Duration;
import java.util.EnumSet;

import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.MutableClock;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.store.AnswerStoreHarness;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A store whose user has exactly the rights that it needs. At the end nothing must have
 * been refused to it.
 */
final class LimitedHarness implements AnswerStoreHarness {

	private final LimitedRedis redis;

	private final LettuceConnectionFactory admin;

	private final RedisHarness harness;

	LimitedHarness(RedisBinary binary, Duration retention) {
		this.redis = LimitedRedis.start(binary, EnumSet.allOf(RedisRight.class));
		this.admin = new LettuceConnectionFactory("127.0.0.1", this.redis.server().port());
		this.admin.afterPropertiesSet();
		this.admin.start();
		this.harness = new RedisHarness(this.admin, this.redis.connector(), TestNode.NAMESPACE, retention);
		Eventually.holds("Redis is available", () -> store().status().available());
	}

	@Override
	public AnswerStore store() {
		return this.harness.store();
	}

	@Override
	public MutableClock clock() {
		return this.harness.clock();
	}

	@Override
	public void forgetLedger(InvalidationScope scope) {
		this.harness.forgetLedger(scope);
	}

	@Override
	public void elapse(Duration duration) {
		this.harness.elapse(duration);
	}

	@Override
	public void settle() {
		this.harness.settle();
	}

	@Override
	public void close() {
		this.harness.close();
		this.admin.destroy();
		try {
			assertThat(this.redis.refused()).isEmpty();
		}
		finally {
			this.redis.close();
		}
	}

}
