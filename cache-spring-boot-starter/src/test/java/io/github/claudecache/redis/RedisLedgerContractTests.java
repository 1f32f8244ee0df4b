package io.github.claudecache.redis;

import java.time.Duration;

import io.github.claudecache.testsupport.store.LedgerContract;
import io.github.claudecache.testsupport.store.AnswerStoreHarness;

class RedisLedgerContractTests extends LedgerContract {

	@Override
	protected AnswerStoreHarness open(Duration retention) {
		return new RedisHarness(retention);
	}

}
