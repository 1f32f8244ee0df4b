package io.github.claudecache.testsupport.semantic;

import java.time.Instant;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.semantic.SemanticIndex;
import io.github.claudecache.testsupport.MutableClock;

/**
 * One empty index under test, and what a test has to be able to do to it from outside.
 *
 * @since 0.1.0
 */
public interface SemanticIndexHarness extends AutoCloseable {

	/**
	 * The index.
	 * @return the same index at every call
	 */
	SemanticIndex index();

	/**
	 * The time by which questions expire.
	 * @return the clock of the index
	 */
	MutableClock clock();

	/**
	 * Keeps an answer, as the cache does before it adds the question. Only an index that
	 * keeps questions beside their answers needs it. Called by many threads at once.
	 * @param tenant whose answer it is
	 * @param entry its exact fingerprint
	 * @param expires when it expires by the clock of this harness
	 */
	default void keepAnswer(TenantId tenant, Fingerprint entry, Instant expires) {
	}

	/**
	 * Closes the index and removes what it has kept.
	 */
	@Override
	void close();

}
