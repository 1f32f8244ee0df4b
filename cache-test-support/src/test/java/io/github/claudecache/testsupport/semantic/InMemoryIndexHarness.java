package io.github.claudecache.testsupport.semantic;

import java.util.function.UnaryOperator;

import io.github.claudecache.semantic.SemanticIndex;
import io.github.claudecache.testsupport.MutableClock;

/**
 * An index in the memory of a process, or something around it.
 */
final class InMemoryIndexHarness implements SemanticIndexHarness {

	private final MutableClock clock = new MutableClock();

	private final SemanticIndex index;

	InMemoryIndexHarness(int maxQuestions, UnaryOperator<SemanticIndex> around) {
		this.index = around.apply(SemanticIndex.inMemory(100, maxQuestions, this.clock));
	}

	@Override
	public SemanticIndex index() {
		return this.index;
	}

	@Override
	public MutableClock clock() {
		return this.clock;
	}

	@Override
	public void close() {
	}

}
