package io.github.claudecache.testsupport.memory;

import java.time.Duration;

import io.github.claudecache.testsupport.store.AnswerStoreContract;
import io.github.claudecache.testsupport.store.AnswerStoreHarness;
import io.github.claudecache.testsupport.store.InMemoryHarness;

class InMemoryAnswerStoreContractTests extends AnswerStoreContract {

	@Override
	protected AnswerStoreHarness open(Duration retention) {
		return new InMemoryHarness(retention);
	}

}
