/**
 * Caches the answers that a {@code ChatClient} of Spring AI gets: an advisor next to the
 * model.
 */
@NullMarked
package io.github.claudecache.client.springai;

import org.jspecify.annotations.NullMarked;
