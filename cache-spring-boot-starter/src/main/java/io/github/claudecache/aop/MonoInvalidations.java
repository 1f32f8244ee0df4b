package io.github.claudecache.aop;

import java.util.Optional;
import java.util.function.Consumer;

import io.github.claudecache.transaction.ReactiveTransactionBoundary;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Voids tags after a {@code Mono} has succeeded. An invalidation may wait for the store,
 * so it runs where blocking is allowed.
 */
final class MonoInvalidations {

	private MonoInvalidations() {
	}

	static boolean isMono(@Nullable Object returned) {
		return returned instanceof Mono<?>;
	}

	static Mono<?> after(Object returned, Consumer<@Nullable Object> invalidation,
			@Nullable ReactiveTransactionBoundary transactions) {
		return ((Mono<?>) returned).<Optional<Object>>map(Optional::of)
			.defaultIfEmpty(Optional.empty())
			.flatMap((result) -> {
				Mono<Void> action = Mono.<Void>fromRunnable(() -> invalidation.accept(result.orElse(null)))
					.subscribeOn(Schedulers.boundedElastic());
				Mono<Void> voided = (transactions != null) ? transactions.afterCommit(action) : action;
				return voided.then(Mono.justOrEmpty(result));
			});
	}

}
