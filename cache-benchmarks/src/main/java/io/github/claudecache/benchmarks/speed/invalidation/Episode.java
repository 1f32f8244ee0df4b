package io.github.claudecache.benchmarks.speed.invalidation;

import java.time.Duration;

/**
 * What happened when one side voided its entries once.
 *
 * @param call how long the call took
 * @param ended whether the call ended by itself
 * @param sweep how long after the call all memory had been given back
 * @param stall the longest time that another client waited for a reply meanwhile
 * @param idleStall the same, a moment later, while nothing was voided
 */
record Episode(Duration call, boolean ended, Duration sweep, Duration stall, Duration idleStall) {
}
