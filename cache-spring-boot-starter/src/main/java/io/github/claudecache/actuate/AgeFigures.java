package io.github.claudecache.actuate;

/**
 * How old answers were when they were served from a cache.
 *
 * @param count how many were served
 * @param old how many of them were above the soft ceiling of their volatility class
 * @param maxSeconds the oldest
 * @param p50Seconds half of them were at most this old; up to an eighth too high
 * @param p95Seconds 95 of 100 were at most this old; up to an eighth too high
 * @since 0.1.0
 */
public record AgeFigures(long count, long old, double maxSeconds, double p50Seconds, double p95Seconds) {
}
