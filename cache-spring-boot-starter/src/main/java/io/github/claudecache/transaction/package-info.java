/**
 * The caller's transaction as the cache sees it, by Spring's transaction synchronisation,
 * thread-bound or reactive.
 */
@NullMarked
package io.github.claudecache.transaction;

import org.jspecify.annotations.NullMarked;
