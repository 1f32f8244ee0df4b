package io.github.claudecache.aop;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.github.claudecache.AwaitedStage;
import io.github.claudecache.RepeatableStage;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.RefusalReason;
import org.aopalliance.intercept.MethodInvocation;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Answers calls of methods that return a {@code Flux}. Every subscription is a call of
 * its own. On a miss the elements reach the subscriber as they come and are handed in
 * when the stream has completed; on a hit they are replayed.
 */
final class FluxAnswers {

	private final ReactiveCalls calls;

	private final long maxBytes;

	FluxAnswers(ReactiveCalls calls, long maxBytes) {
		this.calls = calls;
		this.maxBytes = maxBytes;
	}

	Flux<Object> answer(CachedMethod method, MethodInvocation invocation) {
		return this.calls.of(method, invocation, this::ask, (reason) -> bypass(method, reason, invocation))
			.flatMapMany(Function.identity());
	}

	private Flux<Object> ask(MethodRun run, ContextView context) {
		return this.calls.inTransaction().flatMapMany((active) -> new Subscribed(run, context).answer(active));
	}

	private Flux<Object> bypass(CachedMethod method, BypassReason reason, MethodInvocation invocation) {
		Ticket ticket = this.calls.bypass(method, reason);
		return Flux.<Object>from(ReactiveCalls.proceed(invocation))
			.doOnComplete(() -> ticket.refuse(RefusalReason.BYPASSED));
	}

	private static StreamCodec codec(MethodRun run) {
		return (StreamCodec) run.method().returns().codec();
	}

	/**
	 * The call of one subscriber. A stream that is there at once must not be over before
	 * anybody waits for its end, or it would be handed in after its subscriber was told.
	 */
	private final class Subscribed implements AwaitedStage<Object> {

		private final MethodRun run;

		private final ContextView context;

		private final CompletableFuture<ClaudeAnswer<Object>> collected = new CompletableFuture<>();

		private final CompletableFuture<Flux<Object>> given = new CompletableFuture<>();

		private volatile Flux<Object> stream = Flux.empty();

		private Subscribed(MethodRun run, ContextView context) {
			this.run = run;
			this.context = context;
		}

		Flux<Object> answer(boolean inTransaction) {
			CompletableFuture<ClaudeAnswer<Object>> answer = FluxAnswers.this.calls.cache()
				.answerAsync(this.run.request(), codec(this.run), inTransaction,
						// The context says in which transaction the caller is, which must
						// not be used after it.
						(this.run.method().repeatable() && !inTransaction) ? new Repeated(this) : this);
			answer.whenComplete((value, error) -> {
				if (error == null) {
					this.given.complete(Flux.fromIterable(((StreamScript) value.value()).elements()));
				}
				else if (!this.collected.isCompletedExceptionally()) {
					// Otherwise the subscriber is gone or has seen how the stream failed.
					this.given.completeExceptionally(error);
				}
			});
			return Mono.fromFuture(this.given, true).flatMapMany(Function.identity()).doOnCancel(() -> {
				// Nobody may wait for a stream that will not be read to its end, nor for
				// one that is never begun.
				this.collected.completeExceptionally(new CancellationException());
				answer.cancel(false);
			});
		}

		@Override
		public CompletionStage<ClaudeAnswer<Object>> get() {
			RecordedCall recorded = this.run.recorded(true);
			this.stream = passing(recorded);
			return this.collected.thenApply(recorded::judged);
		}

		@Override
		public void begin() {
			this.given.complete(this.stream);
		}

		private Flux<Object> passing(RecordedCall recorded) {
			StreamCollector collector = collector();
			return recorded(recorded).doOnNext(collector::add)
				.doOnError(this.collected::completeExceptionally)
				.doOnComplete(() -> this.collected.complete(collector.answer()));
		}

		private CompletionStage<ClaudeAnswer<Object>> again() {
			RecordedCall recorded = this.run.recorded(false);
			return recorded(recorded).collect(this::collector, StreamCollector::add)
				.map((collector) -> recorded.judged(collector.answer()))
				.contextWrite(this.context)
				.toFuture()
				.thenApply(Objects::requireNonNull);
		}

		private Flux<Object> recorded(RecordedCall recorded) {
			return new RecordedFlux<>(Flux.<Object>from(ReactiveCalls.proceed(this.run.invocation())),
					recorded.recording());
		}

		private StreamCollector collector() {
			return new StreamCollector(codec(this.run), FluxAnswers.this.maxBytes);
		}

	}

	/**
	 * A call that the audit may make again. What it fetches reaches no subscriber.
	 */
	private record Repeated(Subscribed call) implements AwaitedStage<Object>, RepeatableStage<Object> {

		@Override
		public CompletionStage<ClaudeAnswer<Object>> get() {
			return this.call.get();
		}

		@Override
		public void begin() {
			this.call.begin();
		}

		@Override
		public CompletionStage<ClaudeAnswer<Object>> again() {
			return this.call.again();
		}

	}

}
