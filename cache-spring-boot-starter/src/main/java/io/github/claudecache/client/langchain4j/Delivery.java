package io.github.claudecache.client.langchain4j;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.client.SharedFailure;
import io.github.claudecache.reason.RefusalReason;
import org.jspecify.annotations.Nullable;

/**
 * Hands the answer of one call in. The caller has its answer already, or is about to get
 * it, so nothing here may fail or wait. The first call wins.
 */
final class Delivery {

	private static final Set<StopReason> ENDED = EnumSet.of(StopReason.END_TURN, StopReason.STOP_SEQUENCE,
			StopReason.MAX_TOKENS, StopReason.MODEL_CONTEXT_WINDOW_EXCEEDED, StopReason.REFUSAL);

	private final Ticket ticket;

	private final RequestIdentity request;

	Delivery(Ticket ticket, RequestIdentity request) {
		this.ticket = ticket;
		this.request = request;
	}

	/**
	 * The model gave an answer.
	 * @param response the response
	 * @param pieces the pieces of its stream; {@code null} if it did not come as one
	 */
	void hand(ChatResponse response, @Nullable List<Piece> pieces) {
		try {
			ChatFacts facts = ChatFacts.of(response);
			// A turn that goes on belongs to its caller: whoever shares it would run its
			// tools a second time.
			if (!ENDED.contains(facts.stopReason())) {
				refuse(RefusalReason.STOP_REASON);
			}
			else if (facts.isEmpty()) {
				refuse(RefusalReason.EMPTY);
			}
			else {
				this.ticket.completeAsync(draft(response, facts, pieces), List.of());
			}
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			refuse(RefusalReason.NOT_REPLAYABLE);
		}
	}

	/**
	 * The answer is not one to keep or to hand on.
	 */
	void refuse(RefusalReason reason) {
		this.ticket.refuse(reason);
	}

	/**
	 * There is no answer, or not all of it.
	 */
	void abandon() {
		this.ticket.abandon();
	}

	/**
	 * The call failed. Those who wait for it may only be told of a failure that is theirs
	 * too: not of an error status, since they may have other credentials or limits, nor
	 * that this caller was interrupted or that its own time was up.
	 * @param error what it threw
	 */
	void fail(Throwable error) {
		if (isShared(error)) {
			this.ticket.fail(new SharedFailure(error));
		}
		else {
			abandon();
		}
	}

	private AnswerDraft draft(ChatResponse response, ChatFacts facts, @Nullable List<Piece> pieces) {
		ChatResponse kept = StoredChat.withoutTransport(response);
		List<Piece> all = (pieces != null) ? pieces : Piece.of(kept.aiMessage().thinking(), kept.aiMessage().text());
		StoredChat stored = new StoredChat(StoredChat.hasThinking(kept) ? this.request.value() : "", kept, all);
		AnswerDraft draft = new AnswerDraft(stored.encode(), facts.stopReason(), response.modelName(), facts.usage(),
				facts.serverTools());
		if (!StoredChat.decode(draft.payload()).equals(stored)) {
			throw new IllegalArgumentException("It would not read back as it was");
		}
		return draft;
	}

	private static boolean isShared(Throwable error) {
		boolean ofConnection = false;
		for (Throwable cause = error; cause != null; cause = cause.getCause()) {
			if (cause instanceof InterruptedException || cause instanceof CancellationException
					|| cause instanceof InterruptedIOException || cause instanceof HttpTimeoutException
					|| cause instanceof TimeoutException) {
				return false;
			}
			ofConnection |= cause instanceof IOException;
		}
		return ofConnection;
	}

}
