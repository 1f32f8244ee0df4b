package io.github.claudecache.redis;

import java.time.Duration;

import io.github.claudecache.testsupport.freshness.SharedFlightContract;
import io.github.claudecache.testsupport.store.AnswerStoreHarness;

class RedisSharedFlightContractTests extends SharedFlightContract {

	@Override
	protected AnswerStoreHarness open(Duration retention) {
		return new RedisHarness(retention);
	}

}
