package io.github.claudecache;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

import io.github.claudecache.identity.Tag;
import io.github.claudecache.semantic.EntryReader;
import io.github.claudecache.semantic.Reports;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.Reading;

/**
 * Reads candidates for one request.
 *
 * @param store reads a key with the ledgers for some tags
 * @param tags the tags of the request; a report has nothing to do with them
 */
record CandidateReader(BiFunction<EntryKey, Set<Tag>, ? extends CompletionStage<Reading>> store,
		Set<Tag> tags) implements EntryReader {

	@Override
	public CompletionStage<Reading> entry(EntryKey key) {
		return this.store.apply(key, this.tags);
	}

	@Override
	public CompletionStage<Reading> report(EntryKey key) {
		return this.store.apply(key, Reports.tags(key));
	}

}
