/**
 * What the decisions of a cache are worth: rates with their intervals, from labelled
 * pairs and from a trace.
 */
@NullMarked
package io.github.claudecache.benchmarks.semantic.score;

import org.jspecify.annotations.NullMarked;
