package io.github.claudecache.client.anthropic;

import java.util.List;

import io.github.claudecache.client.Handover;
import io.github.claudecache.reason.RefusalReason;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hands the answer of one call in. The caller has its answer already, so nothing here may
 * fail or wait. The first call wins.
 */
final class Delivery {

	private final Handover handover;

	private final RequestIdentity request;

	Delivery(Handover handover, RequestIdentity request) {
		this.handover = handover;
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
		this.handover.refuse(reason);
	}

	/**
	 * There is no answer, or not all of it.
	 */
	void abandon() {
		this.handover.abandon();
	}

	private void hand(ObjectNode message, StoredAnswer answer) {
		this.handover.give(MessageFacts.draft(message, answer.encode()), MessageFacts.hasContent(message));
	}

	private String identity(ObjectNode message) {
		return MessageFacts.hasThinking(message) ? this.request.value() : "";
	}

}
