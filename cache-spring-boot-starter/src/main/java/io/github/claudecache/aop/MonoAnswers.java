package io.github.claudecache.aop;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.claudecache.RepeatableStage;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.reason.BypassReason;
import org.aopalliance.intercept.MethodInvocation;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Answers calls of methods that return a {@code Mono}. Every subscription is a call of
 * its own: it is looked up when it is subscribed to, and the method runs only on a miss.
 */
final class MonoAnswers {

	private final ReactiveCalls calls;

	MonoAnswers(ReactiveCalls calls) {
		this.calls = calls;
	}

	Mono<Object> answer(CachedMethod method, MethodInvocation invocation) {
		return this.calls.of(method, invocation, this::ask, (reason) -> bypass(method, reason, invocation))
			.flatMap(Function.identity());
	}

	// The answer of a subscriber that goes away is still kept: others may wait for it.
	private Mono<Object> ask(MethodRun run, ContextView context) {
		ReturnPlan returns = run.method().returns();
		Reply reply = new Reply(returns);
		return this.calls.inTransaction()
			.flatMap((active) -> Mono
				.fromFuture(
						() -> this.calls.cache()
							.answerAsync(run.request(), returns.codec(), active, stages(run, reply, context, active)),
						true)
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
		return Mono.fromDirect(new RecordedFlux<>(taken(reply, run.invocation()), recorded.recording()))
			.map(recorded::judged)
			.contextWrite(context)
			.toFuture()
			.thenApply(Objects::requireNonNull);
	}

	private Mono<Object> bypass(CachedMethod method, BypassReason reason, MethodInvocation invocation) {
		Reply reply = new Reply(method.returns());
		Ticket ticket = this.calls.bypass(method, reason);
		return taken(reply, invocation)
			.flatMap((answer) -> Mono.justOrEmpty(reply.give(CachedMethodInterceptor.refused(ticket, answer))));
	}

	private static Mono<ClaudeAnswer<Object>> taken(Reply reply, MethodInvocation invocation) {
		return Mono.fromDirect(ReactiveCalls.proceed(invocation))
			.<ClaudeAnswer<Object>>map(reply::take)
			.switchIfEmpty(Mono.fromSupplier(() -> reply.take((Object) null)));
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

}
