package io.github.claudecache.testsupport.semantic;

import io.github.claudecache.semantic.SemanticIndex;

/**
 * An index that two processes share, and the server that they share it on.
 *
 * @since 0.1.0
 */
public interface SharedSemanticIndexHarness extends SemanticIndexHarness {

	/**
	 * The index as another process has it.
	 * @return the same index at every call
	 */
	SemanticIndex other();

	/**
	 * Loses everything on the server, answers too, while the server goes on.
	 */
	void loseEverything();

}
