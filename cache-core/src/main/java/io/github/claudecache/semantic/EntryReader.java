package io.github.claudecache.semantic;

import java.util.concurrent.CompletionStage;

import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.Reading;

/**
 * Reads what candidates need to be served. Safe for use by many threads; never blocks.
 *
 * @since 0.1.0
 */
public interface EntryReader {

	/**
	 * Reads the entry of a candidate, with the ledgers for its tags and those of the
	 * request.
	 * @param key the key of the entry
	 * @return what is there
	 */
	CompletionStage<Reading> entry(EntryKey key);

	/**
	 * Reads whether a candidate was reported as wrong for the question.
	 * @param key the key of the report, see
	 * {@link io.github.claudecache.identity.Fingerprint#ofReport}
	 * @return what is there
	 */
	CompletionStage<Reading> report(EntryKey key);

}
