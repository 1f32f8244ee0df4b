package io.github.claudecache.store;

import io.github.claudecache.identity.Tag;

/**
 * How many live entries carry a tag.
 *
 * @param tag the tag
 * @param entries the number of entries that could be served now; exact for the store in
 * memory, an upper bound for a shared one
 * @since 0.1.0
 */
public record TagCount(Tag tag, long entries) {
}
