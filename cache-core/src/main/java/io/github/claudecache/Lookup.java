package io.github.claudecache;

/**
 * What a caller gets who asks the cache: either an answer that is already here, or the
 * right and duty to fetch one.
 *
 * @since 0.1.0
 */
public sealed interface Lookup permits Hit, Ticket {

}
