package io.github.claudecache.actuate;

import io.github.claudecache.store.TagCount;

/**
 * How many live entries carry a tag.
 *
 * @param tag the tag
 * @param entries the number of entries that could be served now; exact for the store in
 * memory, an upper bound for a shared one
 * @since 0.1.0
 */
public record TagEntries(String tag, long entries) {

	static TagEntries of(TagCount count) {
		return new TagEntries(count.tag().value(), count.entries());
	}

}
