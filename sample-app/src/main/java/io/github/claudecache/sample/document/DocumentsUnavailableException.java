package io.github.claudecache.sample.document;

import org.jspecify.annotations.Nullable;

/**
 * The documents are on Redis, which does not answer. If something was to be published, it
 * is not known whether it was; publishing it again is safe.
 *
 * @since 0.1.0
 */
public class DocumentsUnavailableException extends RuntimeException {

	DocumentsUnavailableException(@Nullable Throwable cause) {
		super("The documents are on Redis, which does not answer", cause);
	}

}
