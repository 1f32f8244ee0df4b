package io.github.claudecache.testsupport.control;

import java.util.Set;

import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.LedgerView;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;

/**
 * The control for tags kept as sets of keys: an invalidation removes the entries that
 * carry the tag, atomically, and nothing else is remembered. It is the best that sets can
 * do, and an answer that was being computed meanwhile is stored afterwards as if nothing
 * had happened. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class KeySetAnswerStore extends ControlStore {

	private static final Standing ALWAYS = new Standing(new LedgerView(-1, 0, 0), new LedgerView(-1, 0, 0));

	/**
	 * Creates an empty store.
	 */
	public KeySetAnswerStore() {
	}

	@Override
	Standing standing(TenantId tenant, Set<Tag> tags) {
		return ALWAYS;
	}

	@Override
	void invalidated(InvalidationScope scope, Set<Tag> tags) {
		entries().values()
			.removeIf((entry) -> reaches(scope, entry.key().tenant())
					&& (tags.isEmpty() || entry.answer().tags().stream().anyMatch(tags::contains)));
	}

}
