package io.github.claudecache;

import java.util.concurrent.CompletionException;

import io.github.claudecache.store.StoreUnavailableException;

final class Throwables {

	private Throwables() {
	}

	static Throwable unwrap(Throwable error) {
		return (error instanceof CompletionException && error.getCause() != null) ? error.getCause() : error;
	}

	/**
	 * Whether the store was not even asked.
	 */
	static boolean away(Throwable error) {
		return unwrap(error) instanceof StoreUnavailableException;
	}

	/**
	 * Throws what another caller's call threw, as it is: a caller that handles the
	 * failures of its own call handles this one too.
	 */
	@SuppressWarnings("unchecked")
	static <E extends Throwable> RuntimeException rethrow(Throwable error) throws E {
		throw (E) error;
	}

}
