package io.github.claudecache.aop;

import java.util.Optional;
import java.util.function.Supplier;

import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.transaction.ReactiveTransactionBoundary;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Voids tags after a {@code Mono} has succeeded. An invalidation may wait for the store,
 * so it runs where blocking is allowed.
 */
final class MonoInvalidations {

	private final InvalidatingMethod method;

	private final TagInvalidationService service;

	private final Tenants tenants;

	private final @Nullable ReactiveTransactionBoundary transactions;

	private final CommitGate gate;

	MonoInvalidations(InvalidatingMethod method, TagInvalidationService service, Tenants tenants,
			@Nullable ReactiveTransactionBoundary transactions, CommitGate gate) {
		this.method = method;
		this.service = service;
		this.tenants = tenants;
		this.transactions = transactions;
		this.gate = gate;
	}

	Mono<?> after(Object returned, Supplier<TenantId> ofCaller, @Nullable Object[] arguments) {
		return ((Mono<?>) returned).<Optional<Object>>map(Optional::of)
			.defaultIfEmpty(Optional.empty())
			.flatMap((result) -> tenant(ofCaller).flatMap((tenant) -> {
				Mono<Void> action = Mono
					.<Void>fromRunnable(() -> this.gate
						.pass(() -> this.method.invalidate(this.service, tenant, arguments, result.orElse(null))))
					.subscribeOn(Schedulers.boundedElastic());
				Mono<Void> voided = (this.transactions != null) ? this.transactions.afterCommit(action) : action;
				return voided.then(Mono.justOrEmpty(result));
			}));
	}

	private Mono<Supplier<TenantId>> tenant(Supplier<TenantId> ofCaller) {
		ReactiveTenantResolver resolver = this.tenants.reactiveResolver();
		if (resolver == null || !this.method.ofCaller()) {
			return Mono.just(ofCaller);
		}
		return Mono.deferContextual(resolver::resolve)
			.map((tenant) -> (Supplier<TenantId>) () -> tenant)
			.defaultIfEmpty(() -> this.tenants.orDefault(null))
			.onErrorResume((ex) -> Mono.just(() -> {
				throw Tenants.missing("The tenant resolver failed: " + ex.getClass().getName());
			}));
	}

}
