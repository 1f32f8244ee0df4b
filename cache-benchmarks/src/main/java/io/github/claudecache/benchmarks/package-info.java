/**
 * What the cache costs, beside a peer or a bare operation in the same run. Nothing here
 * is published.
 */
@NullMarked
package io.github.claudecache.benchmarks;

import org.jspecify.annotations.NullMarked;
