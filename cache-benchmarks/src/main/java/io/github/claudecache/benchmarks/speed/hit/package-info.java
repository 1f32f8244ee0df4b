/**
 * What a hit costs, beside the bare command and the caches that a Spring application
 * would take instead.
 */
@NullMarked
package io.github.claudecache.benchmarks.speed.hit;

import org.jspecify.annotations.NullMarked;
