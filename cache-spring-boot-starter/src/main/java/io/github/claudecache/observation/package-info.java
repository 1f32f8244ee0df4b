/**
 * Lookups as observations, for traces and timers.
 */
@NullMarked
package io.github.claudecache.observation;

import org.jspecify.annotations.NullMarked;
