/**
 * The meters of the cache, {@code claude.cache.*}. Their labels are names from the
 * configuration and constants of enumerations, never a tenant, a tag or a fingerprint, so
 * their number is bounded whatever is asked.
 */
@NullMarked
package io.github.claudecache.metrics;

import org.jspecify.annotations.NullMarked;
