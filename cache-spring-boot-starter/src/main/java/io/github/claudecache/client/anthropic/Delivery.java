package io.github.claudecache.client.anthropic;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.github.claudecache.Ticket;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.reason.RefusalReason;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hands the answer of one call in. The caller has its answer already, so nothing here may
 * fail or wait. The first call wins.
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
	 * Claude gave a message.
	 * @param body the body of the response, perhaps not all of it
	 */
	void message(byte[] body) {
		ObjectNode message;
		String text;
		try {
			text = Json.text(body);
			message = Json.object(text);
		}
		catch (IllegalArgumentException | StackOverflowError ex) {
			abandon();
			return;
		}
		try {
			hand(message, new StoredAnswer(identity(message), text.strip(), null));
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			refuse(RefusalReason.NOT_REPLAYABLE);
		}
	}

	/**
	 * Claude gave a stream.
	 * @param events all events of a message
	 */
	void events(List<ObjectNode> events) {
		try {
			ObjectNode message = Events.message(events);
			hand(message, new StoredAnswer(identity(message), null, events));
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

	// A turn that goes on belongs to its caller: whoever shares it would run its tools or
	// use its container a second time.
	private void hand(ObjectNode message, StoredAnswer answer) {
		AnswerDraft draft = MessageFacts.draft(message, answer.encode());
		if (!ENDED.contains(draft.stopReason())) {
			refuse(RefusalReason.STOP_REASON);
		}
		else if (!MessageFacts.hasContent(message)) {
			refuse(RefusalReason.EMPTY);
		}
		else {
			this.ticket.completeAsync(draft, List.of());
		}
	}

	private String identity(ObjectNode message) {
		return MessageFacts.hasThinking(message) ? this.request.value() : "";
	}

}
