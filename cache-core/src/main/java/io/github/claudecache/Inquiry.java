package io.github.claudecache;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

import io.github.claudecache.freshness.VolatilityClass;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.key.Fingerprints;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.store.EntryKey;

/**
 * One request with everything that was worked out about it before the store is asked.
 */
record Inquiry(ClaudeRequest request, Fingerprints fingerprints, EntryKey key, VolatilityClass volatility,
		Set<Tag> tags, boolean semantic, boolean shadow) {

	Set<Tag> tagsAnd(Collection<Tag> lateTags) {
		if (this.tags.containsAll(lateTags)) {
			return this.tags;
		}
		Set<Tag> all = new LinkedHashSet<>(this.tags);
		all.addAll(lateTags);
		return all;
	}

	boolean knows(Collection<Tag> others) {
		return this.tags.containsAll(others);
	}

}
