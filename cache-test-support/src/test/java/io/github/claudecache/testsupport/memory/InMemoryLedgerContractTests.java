package io.github.claudecache.testsupport.memory;

import java.time.Duration;

import io.github.claudecache.testsupport.store.LedgerContract;
import io.github.claudecache.testsupport.store.AnswerStoreHarness;
import io.github.claudecache.testsupport.store.InMemoryHarness;

class InMemoryLedgerContractTests extends LedgerContract {

	@Override
	protected AnswerStoreHarness open(Duration retention) {
		return new InMemoryHarness(retention);
	}

}
