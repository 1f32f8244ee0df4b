package io.github.claudecache.sample.desk;

import java.util.function.Supplier;

import io.github.claudecache.sample.document.DocumentSupersededException;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/**
 * Looks again when a document was published between looking up its version and reading
 * its text.
 */
final class Attempts {

	// Each attempt is lost only to a publication within the milliseconds between looking
	// a version up and reading it, in which other wordings are looked for, or to a Redis
	// that goes or comes in between.
	private static final int ATTEMPTS = 10;

	private Attempts() {
	}

	static <T> T untilNotSuperseded(Supplier<T> attempt) {
		for (int made = 1;; made++) {
			try {
				return attempt.get();
			}
			catch (DocumentSupersededException ex) {
				if (made == ATTEMPTS) {
					throw ex;
				}
			}
		}
	}

	static <T> Flux<T> untilNotSuperseded(Flux<T> attempt) {
		return attempt.retryWhen(Retry.max(ATTEMPTS - 1)
			.filter(DocumentSupersededException.class::isInstance)
			.onRetryExhaustedThrow((spec, signal) -> signal.failure()));
	}

}
