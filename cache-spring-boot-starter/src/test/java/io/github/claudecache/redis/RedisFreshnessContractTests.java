package io.github.claudecache.redis;

import java.time.Duration;

import io.github.claudecache.testsupport.freshness.FreshnessContract;
import io.github.claudecache.testsupport.store.AnswerStoreHarness;

class RedisFreshnessContractTests extends FreshnessContract {

	@Override
	protected AnswerStoreHarness open(Duration retention) {
		return new RedisHarness(retention);
	}

}
