package io.github.claudecache.aop;

import java.util.function.BiFunction;
import java.util.function.Function;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.Ticket;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.recording.UndeclaredFactors;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.transaction.ReactiveTransactionBoundary;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.aop.ProxyMethodInvocation;

/**
 * What calls of methods that return a {@code Mono} and of those that return a
 * {@code Flux} have in common: whose call it is, its key, its transaction, and one run of
 * the method for each subscription.
 *
 * @param cache the cache
 * @param tenants decides whose call it is
 * @param transactions sees the subscriber's transaction; {@code null} if there are none
 * @param undeclared compares what is sent to Claude with the key
 */
record ReactiveCalls(ClaudeCache cache, Tenants tenants, @Nullable ReactiveTransactionBoundary transactions,
		UndeclaredFactors undeclared) {

	/**
	 * What a subscriber gets. To be called on the thread of the call: a resolver that
	 * sees threads must be asked there.
	 * @param keyed what it gets if the call has a key
	 * @param unkeyed what it gets if it has none
	 */
	<P> Mono<P> of(CachedMethod method, MethodInvocation invocation, BiFunction<MethodRun, ContextView, P> keyed,
			Function<BypassReason, P> unkeyed) {
		Mono<TenantId> ofCaller = tenantOfCaller(method, invocation);
		// Only what fails while the key is made means that there is none: what the method
		// itself fails with must not make it run again.
		return Mono.deferContextual((context) -> tenant(method, ofCaller, context)
			.map((tenant) -> keyed.apply(run(method, tenant, invocation), context))
			.onErrorResume(UnkeyableException.class, (ex) -> Mono.just(unkeyed.apply(ex.reason()))));
	}

	Mono<Boolean> inTransaction() {
		return (this.transactions != null) ? this.transactions.active() : Mono.just(false);
	}

	Ticket bypass(CachedMethod method, BypassReason reason) {
		return this.cache.bypass(method.cache(), reason);
	}

	/**
	 * What the method returns. An invocation can proceed once; each subscription needs
	 * its own.
	 */
	static Flux<?> proceed(MethodInvocation invocation) {
		return Flux.defer(() -> {
			try {
				MethodInvocation own = (invocation instanceof ProxyMethodInvocation proxied) ? proxied.invocableClone()
						: invocation;
				Object returned = own.proceed();
				return (returned != null) ? (Publisher<?>) returned : Mono.empty();
			}
			catch (Throwable ex) {
				return Mono.error(ex);
			}
		});
	}

	private Mono<TenantId> tenantOfCaller(CachedMethod method, MethodInvocation invocation) {
		try {
			return Mono.just(method.tenant(invocation.getArguments(), this.tenants));
		}
		catch (UnkeyableException ex) {
			return Mono.error(ex);
		}
	}

	private Mono<TenantId> tenant(CachedMethod method, Mono<TenantId> ofCaller, ContextView context) {
		ReactiveTenantResolver resolver = this.tenants.reactiveResolver();
		if (resolver == null || method.namesTenant()) {
			return ofCaller;
		}
		return Mono.defer(() -> resolver.resolve(context))
			.onErrorMap((ex) -> Tenants.missing("The tenant resolver failed: " + ex.getClass().getName()))
			.switchIfEmpty(Mono.fromSupplier(() -> this.tenants.orDefault(null)));
	}

	private MethodRun run(CachedMethod method, TenantId tenant, MethodInvocation invocation) {
		ClaudeRequest request = method.request(tenant, invocation.getArguments());
		CachedMethodInterceptor.requireComplete(method, this.undeclared);
		return new MethodRun(method, request, invocation, this.undeclared);
	}

}
