/**
 * Charts of lines and points as SVG, without a library: they are committed beside the
 * documentation, so that they are small, the same for the same figures, and readable on
 * light and on dark pages.
 */
@NullMarked
package io.github.claudecache.benchmarks.semantic.chart;

import org.jspecify.annotations.NullMarked;
