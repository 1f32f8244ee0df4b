package io.github.claudecache.redis;

import java.time.Duration;

import io.github.claudecache.testsupport.store.AnswerStoreContract;
import io.github.claudecache.testsupport.store.AnswerStoreHarness;
import org.junit.jupiter.params.Parameter;

@EveryRedis
class RedisAnswerStoreContractTests extends AnswerStoreContract {

	@Parameter
	private RedisBackend backend;

	@Override
	protected AnswerStoreHarness open(Duration retention) {
		return new RedisHarness(this.backend, retention);
	}

}
