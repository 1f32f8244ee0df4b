package io.github.claudecache.testsupport.semantic;

/**
 * The index in the memory of a process keeps the contract.
 */
class InMemorySemanticIndexContractTests extends SemanticIndexContract {

	@Override
	protected SemanticIndexHarness open(int maxQuestions) {
		return new InMemoryIndexHarness(maxQuestions, (index) -> index);
	}

}
