/**
 * The command that measures how fast the cache is.
 */
@NullMarked
package io.github.claudecache.benchmarks.speed;

import org.jspecify.annotations.NullMarked;
