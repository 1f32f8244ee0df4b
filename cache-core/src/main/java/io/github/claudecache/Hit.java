package io.github.claudecache;

import io.github.claudecache.answer.CachedAnswer;
import io.github.claudecache.answer.Provenance;

/**
 * An answer that is already here: read from the store, or just fetched by another caller
 * with the same question. There is nothing left to do.
 *
 * @param answer the answer
 * @param provenance where it came from
 * @since 0.1.0
 */
public record Hit(CachedAnswer answer, Provenance provenance) implements Lookup {
}
