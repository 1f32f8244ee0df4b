package io.github.claudecache;

import java.util.concurrent.CompletableFuture;

import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.CachedAnswer;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.reason.RefusalReason;
import org.jspecify.annotations.Nullable;

/**
 * One typed answer on its way out of the store or into it. Used by one lookup, whose
 * steps run one after another.
 */
final class Answering<T> implements AnswerReader {

	private final AnswerCodec<T> codec;

	private @Nullable T decoded;

	Answering(AnswerCodec<T> codec) {
		this.codec = codec;
	}

	@Override
	public boolean reads(CachedAnswer answer) {
		try {
			this.decoded = this.codec.decode(answer.payload());
			return this.decoded != null;
		}
		catch (Exception | LinkageError | AssertionError | StackOverflowError ex) {
			return false;
		}
	}

	ClaudeAnswer<T> served(Hit hit) {
		if (this.decoded == null) {
			throw new IllegalStateException("A hit is read before it is served");
		}
		CachedAnswer answer = hit.answer();
		return ClaudeAnswer.of(this.decoded, answer.stopReason(), answer.model(), answer.usage())
			.with(hit.provenance());
	}

	CompletableFuture<ClaudeAnswer<T>> fetched(Ticket ticket, ClaudeAnswer<T> answer) {
		if (answer.value() == null) {
			return CompletableFuture.completedFuture(answer.with(ticket.refuse(RefusalReason.EMPTY)));
		}
		if (answer.refusal() != null) {
			return CompletableFuture.completedFuture(answer.with(ticket.refuse(answer.refusal())));
		}
		AnswerDraft draft;
		try {
			draft = draft(this.codec, answer);
		}
		catch (Exception | LinkageError | AssertionError | StackOverflowError ex) {
			return CompletableFuture.completedFuture(answer.with(ticket.refuse(RefusalReason.NOT_REPLAYABLE)));
		}
		return ticket.completeAsync(draft, answer.lateTags()).thenApply(answer::with);
	}

	static <T> AnswerDraft draft(AnswerCodec<T> codec, ClaudeAnswer<T> answer) {
		return new AnswerDraft(codec.encode(answer.value()), answer.stopReason(), answer.model(), answer.usage(),
				answer.serverToolsUsed());
	}

}
