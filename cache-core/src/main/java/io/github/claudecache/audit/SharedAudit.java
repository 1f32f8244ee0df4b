package io.github.claudecache.audit;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * Where processes that serve the same entries put what their audits found, so that all of
 * them show one figure and close together. It keeps texts that it does not read: one of
 * each process, and one that they change together. Safe for use by many threads; never
 * blocks. If it is away, what it returns completes exceptionally and each process goes on
 * with what it knows.
 *
 * @since 0.1.0
 */
public interface SharedAudit {

	/**
	 * What tells this process from all others, also from itself before a restart.
	 * @return a short text without spaces or commas
	 */
	String process();

	/**
	 * Says what this process counted and learns what all of them say. Done twice it is
	 * done once.
	 * @param cache the cache's name
	 * @param counts what this process counted, in place of what it said before
	 * @param gone processes whose counts are not needed any more
	 * @return what is known now, with what this process just said
	 */
	CompletionStage<Known> exchange(String cache, String counts, Collection<String> gone);

	/**
	 * Changes the text that belongs to all, if it is still the one that is expected.
	 * @param cache the cache's name
	 * @param expected the text as it was read; {@code null} if there was none
	 * @param next the new text
	 * @return whether it was changed; if it completes exceptionally it may have been
	 */
	CompletionStage<Boolean> replace(String cache, @Nullable String expected, String next);

	/**
	 * What is known of a cache.
	 *
	 * @param counts what each process counted, by process
	 * @param budget the text that belongs to all; {@code null} if there is none
	 */
	record Known(Map<String, String> counts, @Nullable String budget) {

		/**
		 * Copies.
		 */
		public Known {
			counts = Map.copyOf(counts);
		}

	}

}
