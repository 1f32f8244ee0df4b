package io.github.claudecache.aop;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.RepeatableStage;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.recording.Recording;
import io.github.claudecache.recording.UndeclaredFactors;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.transaction.ReactiveTransactionBoundary;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.aop.ProxyMethodInvocation;

/**
 * Answers calls of methods that return a {@code Mono}. Every subscription is a call of
 * its own: it is looked up when it is subscribed to, and the method runs only on a miss.
 */
final class MonoAnswers {

	private final ClaudeCache cache;

	private final Tenants tenants;

	private final @Nullable ReactiveTransactionBoundary transactions;

	private final UndeclaredFactors undeclared;

	MonoAnswers(ClaudeCache cache, Tenants tenants, @Nullable ReactiveTransactionBoundary transactions,
			UndeclaredFactors undeclared) {
		this.cache = cache;
		this.tenants = tenants;
		this.transactions = transactions;
		this.undeclared = undeclared;
	}

	Mono<Object> answer(CachedMethod method, MethodInvocation invocation) {
		// A resolver that sees threads must be asked on the thread of the call.
		Mono<TenantId> ofCaller = tenantOfCaller(method, invocation);
		// Only what fails while the key is made means that there is none: what the method
		// itself fails with must not make it run again.
		return Mono.deferContextual((context) -> tenant(method, ofCaller, context)
			.map((tenant) -> ask(run(method, tenant, invocation), context))
			.onErrorResume(UnkeyableException.class, (ex) -> Mono.just(bypass(method, ex.reason(), invocation)))
			.flatMap((answer) -> answer));
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

	private Mono<Boolean> inTransaction() {
		return (this.transactions != null) ? this.transactions.active() : Mono.just(false);
	}

	private MethodRun run(CachedMethod method, TenantId tenant, MethodInvocation invocation) {
		ClaudeRequest request = method.request(tenant, invocation.getArguments());
		CachedMethodInterceptor.requireComplete(method, this.undeclared);
		return new MethodRun(method, request, invocation, this.undeclared);
	}

	// The answer of a subscriber that goes away is still kept: others may wait for it.
	private Mono<Object> ask(MethodRun run, ContextView context) {
		ReturnPlan returns = run.method().returns();
		Reply reply = new Reply(returns);
		return inTransaction().flatMap((active) -> Mono
			.fromFuture(() -> this.cache.answerAsync(run.request(), returns.codec(), active,
					stages(run, reply, context, active)), true)
			.flatMap((answer) -> Mono.justOrEmpty(reply.give(answer))));
	}

	// The context says in which transaction the caller is, which must not be used after
	// it.
	private static Supplier<CompletionStage<ClaudeAnswer<Object>>> stages(MethodRun run, Reply reply,
			ContextView context, boolean inTransaction) {
		return (run.method().repeatable() && !inTransaction) ? new RepeatedMono(run, reply, context)
				: () -> stage(run, reply, context, true);
	}

	private static CompletionStage<ClaudeAnswer<Object>> stage(MethodRun run, Reply reply, ContextView context,
			boolean fresh) {
		RecordedCall recorded = run.recorded(fresh);
		return new RecordedMono<>(taken(reply, run.invocation()), recorded.recording()).map(recorded::judged)
			.contextWrite((own) -> own.putAll(context).put(Recording.KEY, recorded.recording()))
			.toFuture();
	}

	private Mono<Object> bypass(CachedMethod method, BypassReason reason, MethodInvocation invocation) {
		Reply reply = new Reply(method.returns());
		Ticket ticket = this.cache.bypass(method.cache(), reason);
		return taken(reply, invocation)
			.flatMap((answer) -> Mono.justOrEmpty(reply.give(CachedMethodInterceptor.refused(ticket, answer))));
	}

	private static Mono<ClaudeAnswer<Object>> taken(Reply reply, MethodInvocation invocation) {
		return proceed(invocation).<ClaudeAnswer<Object>>map(reply::take)
			.switchIfEmpty(Mono.fromSupplier(() -> reply.take((Object) null)));
	}

	// An invocation can proceed once; each subscription needs its own.
	private static Mono<?> proceed(MethodInvocation invocation) {
		return Mono.defer(() -> {
			try {
				MethodInvocation own = (invocation instanceof ProxyMethodInvocation proxied) ? proxied.invocableClone()
						: invocation;
				Object mono = own.proceed();
				return (mono != null) ? (Mono<?>) mono : Mono.empty();
			}
			catch (Throwable ex) {
				return Mono.error(ex);
			}
		});
	}

	/**
	 * What the audit gets is not what the caller gets, so it has a reply of its own.
	 */
	private record RepeatedMono(MethodRun run, Reply reply, ContextView context) implements RepeatableStage<Object> {

		@Override
		public CompletionStage<ClaudeAnswer<Object>> get() {
			return stage(this.run, this.reply, this.context, true);
		}

		@Override
		public CompletionStage<ClaudeAnswer<Object>> again() {
			return stage(this.run, new Reply(this.run.method().returns()), this.context, false);
		}

	}

	/**
	 * What a method returned, subscribed to while there is a recording on the thread.
	 */
	private static final class RecordedMono<T> extends Mono<T> {

		private final Mono<T> source;

		private final Recording recording;

		private RecordedMono(Mono<T> source, Recording recording) {
			this.source = source;
			this.recording = recording;
		}

		@Override
		public void subscribe(CoreSubscriber<? super T> subscriber) {
			try (Recording.Scope current = this.recording.makeCurrent()) {
				this.source.subscribe(subscriber);
			}
		}

	}

}
