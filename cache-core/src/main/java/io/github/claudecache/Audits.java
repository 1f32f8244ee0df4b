package io.github.claudecache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.audit.HitAudit;
import io.github.claudecache.audit.ServedHit;
import io.github.claudecache.request.ClaudeRequest;

/**
 * Shows served answers to the audit, with the call that fetches a fresh one, if the
 * caller lets it be repeated.
 */
record Audits(HitAudit audit) {

	<T, E extends Throwable> void served(ClaudeRequest request, Hit hit, AnswerCodec<T> codec, AnswerCall<T, E> call) {
		if (call instanceof RepeatableCall<T, E> repeatable && hit.provenance().hit()) {
			show(request, hit, hit.answer()::payload,
					() -> CompletableFuture.completedFuture(Answering.draft(codec, repeatable.again())));
		}
	}

	@SuppressWarnings("unchecked") // a stage of another type would not be a call of T
	<T> void served(ClaudeRequest request, Hit hit, AnswerCodec<T> codec,
			Supplier<? extends CompletionStage<ClaudeAnswer<T>>> call) {
		Supplier<?> stage = call;
		if (stage instanceof RepeatableStage<?> && hit.provenance().hit()) {
			RepeatableStage<T> repeatable = (RepeatableStage<T>) stage;
			show(request, hit, hit.answer()::payload,
					() -> repeatable.again().thenApply((answer) -> Answering.draft(codec, answer)));
		}
	}

	void served(ClaudeRequest request, Hit hit, Supplier<Payload> said, HitAudit.FreshCall again) {
		if (hit.provenance().hit()) {
			show(request, hit, said, again);
		}
	}

	private void show(ClaudeRequest request, Hit hit, Supplier<Payload> said, HitAudit.FreshCall again) {
		this.audit.served(new ServedHit(request.cache(), hit.provenance().outcome(), request.message(), said), again);
	}

}
