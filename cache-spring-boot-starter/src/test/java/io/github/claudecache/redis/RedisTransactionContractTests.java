package io.github.claudecache.redis;

import java.time.Duration;

import io.github.claudecache.testsupport.freshness.TransactionContract;
import io.github.claudecache.testsupport.store.AnswerStoreHarness;

class RedisTransactionContractTests extends TransactionContract {

	@Override
	protected AnswerStoreHarness open(Duration retention) {
		return new RedisHarness(retention);
	}

}
