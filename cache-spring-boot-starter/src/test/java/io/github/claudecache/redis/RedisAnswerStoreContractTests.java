package io.github.claudecache.redis;

import java.time.Duration;

import io.github.claudecache.testsupport.store.AnswerStoreContract;
import io.github.claudecache.testsupport.store.AnswerStoreHarness;

class RedisAnswerStoreContractTests extends AnswerStoreContract {

	@Override
	protected AnswerStoreHarness open(Duration retention) {
		return new RedisHarness(retention);
	}

}
