package io.github.claudecache.audit;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Payload;
import org.jspecify.annotations.Nullable;

/**
 * An answer that was served from the cache.
 *
 * @param cache the cache's name
 * @param tier the tier that served it
 * @param question what was asked; {@code null} if the request has no message
 * @param payload the answer
 * @since 0.1.0
 */
public record ServedHit(String cache, Outcome tier, @Nullable String question, Payload payload) {
}
