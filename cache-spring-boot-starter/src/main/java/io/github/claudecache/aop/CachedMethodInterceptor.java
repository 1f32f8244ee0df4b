package io.github.claudecache.aop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.claudecache.AnswerCall;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.RepeatableCall;
import io.github.claudecache.RepeatableStage;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.transaction.ReactiveTransactionBoundary;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;

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
		CachedMethod method = this.methods.cached(invocation.getMethod(), MethodSite.targetClass(invocation));
		ReturnPlan.Wrapper wrapper = method.returns().wrapper();
		if (wrapper == ReturnPlan.Wrapper.MONO) {
			return new MonoAnswers(this.cache.get(), this.tenants.get(), this.reactiveTransactions.get()).answer(method,
					invocation);
		}
		Reply reply = new Reply(method.returns());
		ClaudeRequest request;
		try {
			request = method.request(method.tenant(invocation.getArguments(), this.tenants.get()),
					invocation.getArguments());
		}
		catch (UnkeyableException ex) {
			Ticket ticket = this.cache.get().bypass(method.cache(), ex.reason());
			return (wrapper == ReturnPlan.Wrapper.FUTURE)
					? reply.give(reply.take(stage(method, invocation)).thenApply((answer) -> refused(ticket, answer)))
					: reply.give(refused(ticket, reply.take(invocation.proceed())));
		}
		return (wrapper == ReturnPlan.Wrapper.FUTURE)
				? reply.give(this.cache.get()
					.answerAsync(request, method.returns().codec(), stages(method, reply, invocation)))
				: reply
					.give(this.cache.get().answer(request, method.returns().codec(), calls(method, reply, invocation)));
	}

	private static AnswerCall<Object, Throwable> calls(CachedMethod method, Reply reply, MethodInvocation invocation) {
		return method.repeatable() ? new RepeatedCall(method, reply, invocation)
				: () -> reply.take(invocation.proceed());
	}

	private static Supplier<CompletionStage<ClaudeAnswer<Object>>> stages(CachedMethod method, Reply reply,
			MethodInvocation invocation) {
		return method.repeatable() ? new RepeatedStage(method, reply, invocation)
				: () -> reply.take(stage(method, invocation));
	}

	// An invocation can proceed once.
	private static MethodInvocation anew(MethodInvocation invocation) {
		return (invocation instanceof ProxyMethodInvocation proxied) ? proxied.invocableClone() : invocation;
	}

	static ClaudeAnswer<Object> refused(Ticket ticket, ClaudeAnswer<Object> answer) {
		return answer.with(ticket.refuse(RefusalReason.BYPASSED));
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

	/**
	 * What the audit gets is not what the caller gets, so it has a reply of its own.
	 */
	private record RepeatedCall(CachedMethod method, Reply reply,
			MethodInvocation invocation) implements RepeatableCall<Object, Throwable> {

		@Override
		public ClaudeAnswer<Object> call() throws Throwable {
			return this.reply.take(this.invocation.proceed());
		}

		@Override
		public ClaudeAnswer<Object> again() throws Throwable {
			return new Reply(this.method.returns()).take(anew(this.invocation).proceed());
		}

	}

	/**
	 * As {@link RepeatedCall}, for a method that returns a future.
	 */
	private record RepeatedStage(CachedMethod method, Reply reply,
			MethodInvocation invocation) implements RepeatableStage<Object> {

		@Override
		public CompletionStage<ClaudeAnswer<Object>> get() {
			return this.reply.take(stage(this.method, this.invocation));
		}

		@Override
		public CompletionStage<ClaudeAnswer<Object>> again() {
			return new Reply(this.method.returns()).take(stage(this.method, anew(this.invocation)));
		}

	}

}
