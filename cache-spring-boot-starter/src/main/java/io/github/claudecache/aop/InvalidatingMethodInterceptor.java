package io.github.claudecache.aop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.freshness.TransactionBoundary;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.transaction.ReactiveTransactionBoundary;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.util.ClassUtils;

/**
 * Voids tags after calls of methods with
 * {@link io.github.claudecache.annotation.ClaudeCacheInvalidate} have succeeded. Safe for
 * use by many threads.
 *
 * @since 0.1.0
 */
public final class InvalidatingMethodInterceptor implements MethodInterceptor {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Mono",
			InvalidatingMethodInterceptor.class.getClassLoader());

	private final CachedMethods methods;

	private final Supplier<TagInvalidationService> service;

	private final Supplier<Tenants> tenants;

	private final Supplier<TransactionBoundary> transactions;

	private final Supplier<@Nullable ReactiveTransactionBoundary> reactiveTransactions;

	/**
	 * Creates an interceptor.
	 * @param methods the plans of the methods
	 * @param service voids the tags
	 * @param tenants decides whose call it is
	 * @param transactions sees the transaction of the calling thread
	 * @param reactiveTransactions sees reactive transactions; gives {@code null} if the
	 * application cannot have any
	 */
	public InvalidatingMethodInterceptor(CachedMethods methods, Supplier<TagInvalidationService> service,
			Supplier<Tenants> tenants, Supplier<TransactionBoundary> transactions,
			Supplier<@Nullable ReactiveTransactionBoundary> reactiveTransactions) {
		this.methods = methods;
		this.service = service;
		this.tenants = tenants;
		this.transactions = transactions;
		this.reactiveTransactions = reactiveTransactions;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		InvalidatingMethod method = this.methods.invalidating(invocation.getMethod(),
				MethodSite.targetClass(invocation));
		@Nullable Object[] arguments = invocation.getArguments().clone();
		Supplier<TenantId> tenant = method.tenant(this.tenants.get(), arguments);
		Object returned = invocation.proceed();
		if (returned instanceof CompletionStage<?> stage) {
			CommitGate gate = CommitGate.of(this.transactions.get());
			return after(stage,
					(result) -> gate.pass(() -> method.invalidate(this.service.get(), tenant, arguments, result)));
		}
		if (returned != null && isMono(returned)) {
			return new MonoInvalidations(method, this.service.get(), this.tenants.get(),
					this.reactiveTransactions.get(), CommitGate.of(this.transactions.get()))
				.after(returned, tenant, arguments);
		}
		method.invalidate(this.service.get(), tenant, arguments, returned);
		return returned;
	}

	// Not thenApply, which would put an exception of the method into another one.
	private static <T> CompletionStage<T> after(CompletionStage<T> stage, Consumer<T> invalidation) {
		CompletableFuture<T> done = (stage instanceof CompletableFuture<T> future) ? future.newIncompleteFuture()
				: new CompletableFuture<>();
		stage.whenComplete((result, error) -> {
			if (error != null) {
				done.completeExceptionally(error);
				return;
			}
			try {
				invalidation.accept(result);
				done.complete(result);
			}
			catch (Throwable ex) {
				done.completeExceptionally(ex);
			}
		});
		return done;
	}

	// Reactor is optional; its classes must not be loaded where it is missing.
	private static boolean isMono(Object returned) {
		return REACTOR && returned instanceof Mono<?>;
	}

}
