package io.github.claudecache.benchmarks.semantic.chart;

/**
 * A point of a chart.
 *
 * @param x the value on the axis below
 * @param y the value on the axis at the side
 * @since 0.1.0
 */
public record Point(double x, double y) {
}
