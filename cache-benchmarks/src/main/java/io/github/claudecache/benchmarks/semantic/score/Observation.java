package io.github.claudecache.benchmarks.semantic.score;

/**
 * One of the things that a rate is the mean of.
 *
 * @param group observations of one group depend on each other
 * @param share whether it happened: 0 or 1, or the share of the runs in which it did
 * @since 0.1.0
 */
public record Observation(String group, double share) {
}
