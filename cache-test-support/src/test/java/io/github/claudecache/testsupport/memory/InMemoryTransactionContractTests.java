package io.github.claudecache.testsupport.memory;

import java.time.Duration;

import io.github.claudecache.testsupport.freshness.TransactionContract;
import io.github.claudecache.testsupport.store.AnswerStoreHarness;
import io.github.claudecache.testsupport.store.InMemoryHarness;

class InMemoryTransactionContractTests extends TransactionContract {

	@Override
	protected AnswerStoreHarness open(Duration retention) {
		return new InMemoryHarness(retention);
	}

}
