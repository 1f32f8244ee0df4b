package io.github.claudecache.sample.document;

import java.util.Collection;

/**
 * There is no document of an identifier.
 *
 * @since 0.1.0
 */
public class UnknownDocumentException extends RuntimeException {

	UnknownDocumentException(String id, Collection<String> known) {
		super("There is no document '" + id + "'; there are " + String.join(", ", known.stream().sorted().toList()));
	}

}
