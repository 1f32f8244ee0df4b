/**
 * What was measured, and how it is written down.
 */
@NullMarked
package io.github.claudecache.benchmarks.speed.report;

import org.jspecify.annotations.NullMarked;
