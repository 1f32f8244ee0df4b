package io.github.claudecache.aop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.transaction.ReactiveTransactionBoundary;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Answers calls of methods with {@link io.github.claudecache.annotation.ClaudeCached}.
 * Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class CachedMethodInterceptor implements MethodInterceptor {

	private final CachedMethods methods;

	private final Supplier<ClaudeCache> cache;

	private final Supplier<Tenants> tenants;

	private final Supplier<@Nullable ReactiveTransactionBoundary> reactiveTransactions;

	/**
	 * Creates an interceptor.
	 * @param methods the plans of the methods
	 * @param cache the cache
	 * @param tenants decides whose call it is
	 * @param reactiveTransactions sees reactive transactions; gives {@code null} if the
	 * application cannot have any
	 */
	public CachedMethodInterceptor(CachedMethods methods, Supplier<ClaudeCache> cache, Supplier<Tenants> tenants,
			Supplier<@Nullable ReactiveTransactionBoundary> reactiveTransactions) {
		this.methods = methods;
		this.cache = cache;
		this.tenants = tenants;
		this.reactiveTransactions = reactiveTransactions;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = invocation.getThis();
		Class<?> targetClass = (target != null) ? ClassUtils.getUserClass(target)
				: invocation.getMethod().getDeclaringClass();
		CachedMethod method = this.methods.cached(invocation.getMethod(), targetClass);
		if (method.returns().wrapper() == ReturnPlan.Wrapper.MONO) {
			return new MonoAnswers(this.cache.get(), this.tenants.get(), this.reactiveTransactions.get()).answer(method,
					invocation);
		}
		ClaudeRequest request;
		try {
			request = method.request(method.tenant(invocation.getArguments(), this.tenants.get()),
					invocation.getArguments());
		}
		catch (UnkeyableException ex) {
			return bypass(method, ex.reason(), invocation);
		}
		return (method.returns().wrapper() == ReturnPlan.Wrapper.FUTURE) ? future(method, request, invocation)
				: blocking(method, request, invocation);
	}

	private @Nullable Object blocking(CachedMethod method, ClaudeRequest request, MethodInvocation invocation)
			throws Throwable {
		ReturnPlan returns = method.returns();
		return returns.fromAnswer(
				this.cache.get().answer(request, returns.codec(), () -> returns.toAnswer(invocation.proceed())));
	}

	private CompletableFuture<@Nullable Object> future(CachedMethod method, ClaudeRequest request,
			MethodInvocation invocation) {
		ReturnPlan returns = method.returns();
		return unwrapped(returns, this.cache.get()
			.answerAsync(request, returns.codec(), () -> stage(method, invocation).thenApply(returns::toAnswer)));
	}

	private @Nullable Object bypass(CachedMethod method, BypassReason reason, MethodInvocation invocation)
			throws Throwable {
		ReturnPlan returns = method.returns();
		Ticket ticket = this.cache.get().bypass(method.cache(), reason);
		if (returns.wrapper() == ReturnPlan.Wrapper.FUTURE) {
			return unwrapped(returns, stage(method, invocation).thenApply((value) -> refused(returns, ticket, value)));
		}
		return returns.fromAnswer(refused(returns, ticket, invocation.proceed()));
	}

	// A future that is derived from a failed one has its error inside another; the caller
	// must find the error itself, and a cancelled future cancelled.
	private static CompletableFuture<@Nullable Object> unwrapped(ReturnPlan returns,
			CompletionStage<ClaudeAnswer<Object>> answers) {
		CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
		answers.whenComplete((answer, error) -> {
			if (error != null) {
				result.completeExceptionally(
						(error instanceof CompletionException && error.getCause() != null) ? error.getCause() : error);
			}
			else {
				result.complete(returns.fromAnswer(answer));
			}
		});
		return result;
	}

	static ClaudeAnswer<Object> refused(ReturnPlan returns, Ticket ticket, @Nullable Object value) {
		return returns.toAnswer(value).with(ticket.refuse(RefusalReason.BYPASSED));
	}

	private static CompletionStage<?> stage(CachedMethod method, MethodInvocation invocation) {
		try {
			Object stage = invocation.proceed();
			return (stage instanceof CompletionStage<?> given) ? given : CompletableFuture.failedStage(
					new IllegalStateException("Method " + method.site() + " returned null instead of a future"));
		}
		catch (Throwable ex) {
			return CompletableFuture.failedStage(ex);
		}
	}

}
