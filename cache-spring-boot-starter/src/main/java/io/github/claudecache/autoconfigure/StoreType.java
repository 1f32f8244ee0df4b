package io.github.claudecache.autoconfigure;

/**
 * Where answers are kept.
 */
enum StoreType {

	/**
	 * Redis if the application says where it is, else the memory of this process.
	 */
	AUTO,

	/**
	 * Redis; an invalidation reaches every process that uses it.
	 */
	REDIS,

	/**
	 * The memory of this process; an invalidation reaches this process only.
	 */
	MEMORY

}
