package io.github.claudecache.client.springai;

import java.util.ArrayList;
import java.util.List;

import io.github.claudecache.answer.Payload;
import io.github.claudecache.client.Handover;
import io.github.claudecache.reason.RefusalReason;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * Collects the answer of one call and hands it in when it is complete. The caller has it
 * already, so nothing here may fail or wait. Safe for use by many threads, since a stream
 * may be cancelled while a chunk is passed on.
 */
final class ChatDelivery {

	private final Handover handover;

	private final long maxBytes;

	private final boolean streamed;

	private final List<ChatResponse> responses = new ArrayList<>();

	private long size;

	private boolean done;

	ChatDelivery(Handover handover, long maxBytes, boolean streamed) {
		this.handover = handover;
		this.maxBytes = maxBytes;
		this.streamed = streamed;
	}

	/**
	 * The model gave a response, or the next chunk of one.
	 */
	synchronized void add(@Nullable ChatResponse response) {
		if (this.done) {
			return;
		}
		if (response == null) {
			refuse(RefusalReason.NOT_REPLAYABLE);
			return;
		}
		for (Generation generation : response.getResults()) {
			String text = generation.getOutput().getText();
			this.size += (text != null) ? text.length() : 0;
		}
		if (this.size > this.maxBytes) {
			refuse(RefusalReason.TOO_LARGE);
			return;
		}
		this.responses.add(response);
	}

	/**
	 * That was all of it.
	 */
	synchronized void complete() {
		if (this.done) {
			return;
		}
		this.done = true;
		try {
			ChatFacts facts = ChatFacts.of(this.responses);
			if (this.handover.looksOnly()) {
				this.handover.give(facts.draft(Payload.text("")), facts.hasContent());
			}
			else if (Handover.ended(facts.stopReason())) {
				this.handover.give(facts.draft(new StoredChat(this.streamed, this.responses).encode()),
						facts.hasContent());
			}
			else {
				this.handover.refuse(RefusalReason.STOP_REASON);
			}
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			this.handover.refuse(RefusalReason.NOT_REPLAYABLE);
		}
		this.responses.clear();
	}

	/**
	 * The call failed.
	 */
	synchronized void fail(Throwable error) {
		if (!this.done) {
			this.done = true;
			this.handover.fail(error);
		}
	}

	/**
	 * The subscriber had enough.
	 */
	synchronized void cancel() {
		if (!this.done) {
			this.done = true;
			this.handover.abandon();
		}
	}

	private void refuse(RefusalReason reason) {
		this.done = true;
		this.responses.clear();
		this.handover.refuse(reason);
	}

}
