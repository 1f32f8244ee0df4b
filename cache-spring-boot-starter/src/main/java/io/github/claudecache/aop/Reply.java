package io.github.claudecache.aop;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.json.ResponseCodec;
import org.jspecify.annotations.Nullable;

/**
 * What one call of a method gives, on its way into the cache and out of it. An answer
 * without a value is never kept or handed on, and neither is a failure, so the caller
 * gets back the very thing that its method gave: a null, an empty optional, an answer
 * that has a stop reason only, or an exception as it was wrapped. Used by one call.
 */
final class Reply {

	private final ReturnPlan plan;

	private volatile @Nullable Object returned;

	private volatile @Nullable Throwable failure;

	Reply(ReturnPlan plan) {
		this.plan = plan;
	}

	/**
	 * The answer in what the method returned.
	 */
	ClaudeAnswer<Object> take(@Nullable Object returned) {
		this.returned = returned;
		if (this.plan.content() == ReturnPlan.Content.ANSWER) {
			return (returned instanceof ClaudeAnswer<?> answer) ? confirmed(cast(answer)) : withoutValue();
		}
		Object value = (this.plan.content() == ReturnPlan.Content.OPTIONAL && returned instanceof Optional<?> optional)
				? optional.orElse(null) : returned;
		if (value == null) {
			return withoutValue();
		}
		ResponseCodec responses = this.plan.responses();
		return (responses != null) ? ResponseFacts.of(value, responses, this.plan.codec())
				: ClaudeAnswer.complete(value);
	}

	/**
	 * The answer in the stage that the method returned.
	 */
	CompletableFuture<ClaudeAnswer<Object>> take(CompletionStage<?> stage) {
		CompletableFuture<ClaudeAnswer<Object>> taken = new CompletableFuture<>();
		stage.whenComplete((value, error) -> {
			if (error != null) {
				this.failure = error;
				taken.completeExceptionally(error);
			}
			else {
				taken.complete(take(value));
			}
		});
		return taken;
	}

	/**
	 * What the caller is given.
	 */
	@Nullable Object give(ClaudeAnswer<Object> answer) {
		if (answer.value() == null) {
			return (this.returned instanceof ClaudeAnswer<?>) ? answer : this.returned;
		}
		return switch (this.plan.content()) {
			case ANSWER -> answer;
			case OPTIONAL -> Optional.of(answer.value());
			case VALUE -> answer.value();
		};
	}

	/**
	 * The future that the caller is given. Cancelling it does not cancel the call of the
	 * method, but keeps one from beginning that nobody needs any more.
	 */
	CompletableFuture<@Nullable Object> give(CompletableFuture<ClaudeAnswer<Object>> answer) {
		CompletableFuture<@Nullable Object> given = new CompletableFuture<>();
		answer.whenComplete((value, error) -> {
			if (error != null) {
				given.completeExceptionally(asReturned(error));
			}
			else {
				given.complete(give(value));
			}
		});
		given.whenComplete((value, error) -> answer.cancel(false));
		return given;
	}

	// On its way an exception may be taken out of its wrapping or put into another; a
	// caller must see what the future of the method has.
	private Throwable asReturned(Throwable error) {
		Throwable own = this.failure;
		return (own != null) ? own : error;
	}

	private ClaudeAnswer<Object> confirmed(ClaudeAnswer<Object> answer) {
		ResponseCodec responses = this.plan.responses();
		return (responses != null) ? ResponseFacts.confirmed(answer, responses, this.plan.codec()) : answer;
	}

	@SuppressWarnings("unchecked")
	private static ClaudeAnswer<Object> cast(ClaudeAnswer<?> answer) {
		return (ClaudeAnswer<Object>) answer;
	}

	// The cache refuses to keep an answer without a value, and hands it back.
	@SuppressWarnings({ "NullAway", "DataFlowIssue" })
	private static ClaudeAnswer<Object> withoutValue() {
		return ClaudeAnswer.complete(null);
	}

}
