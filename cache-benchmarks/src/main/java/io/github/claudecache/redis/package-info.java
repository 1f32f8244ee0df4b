/**
 * A window into the package of the store on Redis, for the benchmarks only.
 */
@NullMarked
package io.github.claudecache.redis;

import org.jspecify.annotations.NullMarked;
