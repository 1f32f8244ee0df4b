package io.github.claudecache.audit;

import java.util.function.Supplier;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Payload;
import org.jspecify.annotations.Nullable;

/**
 * An answer that was served from the cache.
 *
 * @param cache the cache's name
 * @param tier the tier that served it
 * @param question what was asked; {@code null} if the request has no message
 * @param said gives the answer in the form in which a fresh one is compared with it;
 * asked only if it is compared
 * @since 0.1.0
 */
public record ServedHit(String cache, Outcome tier, @Nullable String question, Supplier<Payload> said) {

	/**
	 * An answer that needs no reading.
	 * @param cache the cache's name
	 * @param tier the tier that served it
	 * @param question what was asked; {@code null} if the request has no message
	 * @param payload the answer
	 */
	public ServedHit(String cache, Outcome tier, @Nullable String question, Payload payload) {
		this(cache, tier, question, () -> payload);
	}

}
