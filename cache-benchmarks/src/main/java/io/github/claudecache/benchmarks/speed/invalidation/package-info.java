/**
 * What it costs to void many answers at once, for the caller and for everybody else.
 */
@NullMarked
package io.github.claudecache.benchmarks.speed.invalidation;

import org.jspecify.annotations.NullMarked;
