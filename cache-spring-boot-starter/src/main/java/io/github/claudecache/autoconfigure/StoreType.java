package io.github.claudecache.autoconfigure;

/**
 * Where answers are kept.
 */
enum StoreType {

	/**
	 * Whatever this version has that fits: the memory of this process.
	 */
	AUTO,

	/**
	 * Redis. This version has no such store and fails at start-up.
	 */
	REDIS,

	/**
	 * The memory of this process; an invalidation reaches this process only.
	 */
	MEMORY

}
