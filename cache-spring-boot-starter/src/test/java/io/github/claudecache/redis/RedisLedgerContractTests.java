package io.github.claudecache.redis;

import java.time.Duration;

import io.github.claudecache.testsupport.store.AnswerStoreHarness;
import io.github.claudecache.testsupport.store.LedgerContract;
import org.junit.jupiter.params.Parameter;

@EveryRedis
class RedisLedgerContractTests extends LedgerContract {

	@Parameter
	private RedisBackend backend;

	@Override
	protected AnswerStoreHarness open(Duration retention) {
		return new RedisHarness(this.backend, retention);
	}

}
