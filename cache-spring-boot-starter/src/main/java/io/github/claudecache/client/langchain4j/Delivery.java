package io.github.claudecache.client.langchain4j;

import java.util.List;

import dev.langchain4j.model.chat.response.ChatResponse;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.client.Handover;
import io.github.claudecache.reason.RefusalReason;
import org.jspecify.annotations.Nullable;

/**
 * Hands the answer of one call in. The caller has its answer already, or is about to get
 * it, so nothing here may fail or wait. The first call wins.
 */
final class Delivery {

	private final Handover handover;

	private final RequestIdentity request;

	Delivery(Handover handover, RequestIdentity request) {
		this.handover = handover;
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
			if (this.handover.looksOnly()) {
				this.handover.give(new AnswerDraft(Payload.text(""), facts.stopReason(), response.modelName(),
						facts.usage(), facts.serverTools()), !facts.isEmpty());
			}
			else if (!Handover.ended(facts.stopReason())) {
				refuse(RefusalReason.STOP_REASON);
			}
			else if (facts.isEmpty()) {
				refuse(RefusalReason.EMPTY);
			}
			else {
				this.handover.give(draft(response, facts, pieces), true);
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
		this.handover.refuse(reason);
	}

	/**
	 * There is no answer, or not all of it.
	 */
	void abandon() {
		this.handover.abandon();
	}

	/**
	 * The call failed.
	 * @param error what it threw
	 */
	void fail(Throwable error) {
		this.handover.fail(error);
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

}
