package io.github.claudecache.sample.document;

import io.github.claudecache.request.DocumentRef;

/**
 * A document was published between the moment at which its version was looked up and the
 * moment at which its text was to be read. Looking up again gives the new version.
 *
 * @since 0.1.0
 */
public class DocumentSupersededException extends RuntimeException {

	DocumentSupersededException(DocumentRef ref, DocumentRef current) {
		super("Version " + ref.version() + " of document '" + ref.id() + "' was superseded by version "
				+ current.version());
	}

}
