package io.github.claudecache.redis;

import java.time.Duration;

import io.github.claudecache.testsupport.redis.EveryRedisServer;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.store.AnswerStoreHarness;
import io.github.claudecache.testsupport.store.LedgerContract;
import org.junit.jupiter.params.Parameter;

@EveryRedisServer
class RedisRightsLedgerContractTests extends LedgerContract {

	@Parameter
	private RedisBinary binary;

	@Override
	protected AnswerStoreHarness open(Duration retention) {
		return new LimitedHarness(this.binary, retention);
	}

}
