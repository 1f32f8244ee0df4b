package io.github.claudecache.autoconfigure;

/**
 * Where other wordings of a question are searched.
 */
enum IndexType {

	/**
	 * With the store in memory there, with the store on Redis in vector sets where the
	 * server has them, else by following.
	 */
	AUTO,

	/**
	 * The memory of this process, which knows only what it has stored itself.
	 */
	MEMORY,

	/**
	 * The memory of each process, which follows what the others add on Redis.
	 */
	FOLLOWING,

	/**
	 * The vector sets of Redis 8.
	 */
	VECTOR_SETS

}
