package io.github.claudecache.autoconfigure;

import io.github.claudecache.store.AnswerStore;

/**
 * Makes a store that several processes share, if the application has what it needs.
 */
interface SharedStores {

	/**
	 * Whether the application says itself where the store is, so that it is taken without
	 * being asked for.
	 */
	boolean configured();

	AnswerStore create();

}
