/**
 * The promise of freshness as tests: after an invalidation is acknowledged, no lookup
 * that starts later is given an answer whose computation began before it. Each row of the
 * design's table of interleavings is a test on a clock that stands still.
 */
@NullMarked
package io.github.claudecache.testsupport.freshness;

import org.jspecify.annotations.NullMarked;
