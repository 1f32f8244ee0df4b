package io.github.claudecache.sample.comparison;

import java.util.List;

import io.github.claudecache.request.DocumentRef;
import io.github.claudecache.sample.desk.HelpDesk;
import org.jspecify.annotations.Nullable;

/**
 * One question, answered in three ways.
 *
 * @param fresh without a cache
 * @param naive with the naive cache
 * @param naiveAgrees whether the naive cache said what is said without one
 * @param cached as the help desk answers
 * @param cachedAgrees whether the help desk said what is said without a cache
 * @since 0.1.0
 */
public record Comparison(Attempt<Fresh> fresh, Attempt<Naive> naive, Agreement naiveAgrees,
		Attempt<HelpDesk.Reply> cached, Agreement cachedAgrees) {

	/**
	 * An answer that Claude gave just now.
	 *
	 * @param text the text
	 * @param stopReason why it stopped, as the Messages API says it
	 * @param documents the versions of the documents that it is taken from
	 */
	public record Fresh(String text, String stopReason, List<DocumentRef> documents) {
	}

	/**
	 * An answer of the naive cache.
	 *
	 * @param text the text
	 * @param answerTo the question to which it had been given; {@code null} if Claude was
	 * asked
	 * @param similarity the cosine of the nearest question; {@code null} if there was
	 * none
	 */
	public record Naive(String text, @Nullable String answerTo, @Nullable Double similarity) {
	}

}
