package io.github.claudecache.aop;

import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.github.claudecache.AnswerCall;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.RepeatableCall;
import io.github.claudecache.RepeatableStage;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.recording.UndeclaredFactors;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.transaction.ReactiveTransactionBoundary;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

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

	private final Supplier<UndeclaredFactors> undeclared;

	private final LongSupplier maxBytes;

	/**
	 * Creates an interceptor.
	 * @param methods the plans of the methods
	 * @param cache the cache
	 * @param tenants decides whose call it is
	 * @param reactiveTransactions sees reactive transactions; gives {@code null} if the
	 * application cannot have any
	 * @param undeclared compares what methods send to Claude with their keys
	 * @param maxBytes the largest answer that is kept, in bytes: no more of a stream is
	 * remembered
	 */
	public CachedMethodInterceptor(CachedMethods methods, Supplier<ClaudeCache> cache, Supplier<Tenants> tenants,
			Supplier<@Nullable ReactiveTransactionBoundary> reactiveTransactions,
			Supplier<UndeclaredFactors> undeclared, LongSupplier maxBytes) {
		this.methods = methods;
		this.cache = cache;
		this.tenants = tenants;
		this.reactiveTransactions = reactiveTransactions;
		this.undeclared = undeclared;
		this.maxBytes = maxBytes;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		CachedMethod method = this.methods.cached(invocation.getMethod(), MethodSite.targetClass(invocation));
		ReturnPlan.Wrapper wrapper = method.returns().wrapper();
		if (wrapper == ReturnPlan.Wrapper.MONO) {
			return new MonoAnswers(reactive()).answer(method, invocation);
		}
		if (wrapper == ReturnPlan.Wrapper.FLUX) {
			return new FluxAnswers(reactive(), this.maxBytes.getAsLong()).answer(method, invocation);
		}
		Reply reply = new Reply(method.returns());
		MethodRun run;
		try {
			run = new MethodRun(method, request(method, invocation), invocation, this.undeclared.get());
		}
		catch (UnkeyableException ex) {
			Ticket ticket = this.cache.get().bypass(method.cache(), ex.reason());
			return (wrapper == ReturnPlan.Wrapper.FUTURE)
					? reply.give(reply.take(MethodRun.stage(method, invocation))
						.thenApply((answer) -> refused(ticket, answer)))
					: reply.give(refused(ticket, reply.take(invocation.proceed())));
		}
		return (wrapper == ReturnPlan.Wrapper.FUTURE)
				? reply.give(this.cache.get().answerAsync(run.request(), method.returns().codec(), stages(run, reply)))
				: reply.give(this.cache.get().answer(run.request(), method.returns().codec(), calls(run, reply)));
	}

	private ReactiveCalls reactive() {
		return new ReactiveCalls(this.cache.get(), this.tenants.get(), this.reactiveTransactions.get(),
				this.undeclared.get());
	}

	private ClaudeRequest request(CachedMethod method, MethodInvocation invocation) {
		ClaudeRequest request = method.request(method.tenant(invocation.getArguments(), this.tenants.get()),
				invocation.getArguments());
		requireComplete(method, this.undeclared.get());
		return request;
	}

	/**
	 * A key that is known to be incomplete is none.
	 */
	static void requireComplete(CachedMethod method, UndeclaredFactors undeclared) {
		if (!undeclared.of(method.cache()).isEmpty()) {
			throw new UnkeyableException(BypassReason.UNDECLARED_FACTOR,
					"The key of " + method.site() + " does not know what is sent to Claude");
		}
	}

	private static AnswerCall<Object, Throwable> calls(MethodRun run, Reply reply) {
		return run.method().repeatable() ? new RepeatedCall(run, reply) : () -> run.call(reply, true);
	}

	private static Supplier<CompletionStage<ClaudeAnswer<Object>>> stages(MethodRun run, Reply reply) {
		return run.method().repeatable() ? new RepeatedStage(run, reply) : () -> run.stage(reply, true);
	}

	static ClaudeAnswer<Object> refused(Ticket ticket, ClaudeAnswer<Object> answer) {
		return answer.with(ticket.refuse(RefusalReason.BYPASSED));
	}

	/**
	 * What the audit gets is not what the caller gets, so it has a reply of its own.
	 */
	private record RepeatedCall(MethodRun run, Reply reply) implements RepeatableCall<Object, Throwable> {

		@Override
		public ClaudeAnswer<Object> call() throws Throwable {
			return this.run.call(this.reply, true);
		}

		@Override
		public ClaudeAnswer<Object> again() throws Throwable {
			return this.run.anew().call(new Reply(this.run.method().returns()), false);
		}

	}

	/**
	 * As {@link RepeatedCall}, for a method that returns a future.
	 */
	private record RepeatedStage(MethodRun run, Reply reply) implements RepeatableStage<Object> {

		@Override
		public CompletionStage<ClaudeAnswer<Object>> get() {
			return this.run.stage(this.reply, true);
		}

		@Override
		public CompletionStage<ClaudeAnswer<Object>> again() {
			return this.run.anew().stage(new Reply(this.run.method().returns()), false);
		}

	}

}
