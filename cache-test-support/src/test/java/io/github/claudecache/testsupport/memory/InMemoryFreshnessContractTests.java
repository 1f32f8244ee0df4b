package io.github.claudecache.testsupport.memory;

import java.time.Duration;

import io.github.claudecache.testsupport.freshness.FreshnessContract;
import io.github.claudecache.testsupport.store.AnswerStoreHarness;
import io.github.claudecache.testsupport.store.InMemoryHarness;

class InMemoryFreshnessContractTests extends FreshnessContract {

	@Override
	protected AnswerStoreHarness open(Duration retention) {
		return new InMemoryHarness(retention);
	}

}
