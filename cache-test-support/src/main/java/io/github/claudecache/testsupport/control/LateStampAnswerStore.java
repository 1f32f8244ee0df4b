package io.github.claudecache.testsupport.control;

import java.util.concurrent.CompletionStage;

import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.StoreOutcome;
import io.github.claudecache.store.StoredEntry;
import io.github.claudecache.testsupport.store.ForwardingAnswerStore;

/**
 * The control for a right store with stamps that are taken too late: when the answer is
 * stored instead of before its sources are read. Whatever was invalidated in between
 * looks as if it had come first. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class LateStampAnswerStore extends ForwardingAnswerStore {

	/**
	 * Creates a store.
	 * @param delegate the store that does the work
	 */
	public LateStampAnswerStore(AnswerStore delegate) {
		super(delegate);
	}

	@Override
	public CompletionStage<StoreOutcome> store(StoredEntry entry) {
		return delegate().capture(entry.key(), entry.answer().tags())
			.thenCompose((reading) -> super.store(new StoredEntry(entry.key(), entry.cache(), entry.scope(),
					entry.card(), entry.answer(), reading.standing().capture(), entry.expires())));
	}

}
