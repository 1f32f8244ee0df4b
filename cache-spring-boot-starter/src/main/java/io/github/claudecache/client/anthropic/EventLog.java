package io.github.claudecache.client.anthropic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The events of one message, as they are kept: deltas of the same text that follow each
 * other are one, since how Claude cut a text says nothing about it. Used by one stream.
 */
final class EventLog {

	// The member of a delta that has the text. Other deltas are kept as they are.
	private static final Map<String, String> TEXTS = Map.of("text_delta", "text", "thinking_delta", "thinking",
			"input_json_delta", "partial_json");

	private final List<ObjectNode> events = new ArrayList<>();

	private final long maxCharacters;

	private long characters;

	private @Nullable ObjectNode open;

	private final StringBuilder text = new StringBuilder();

	EventLog(long maxCharacters) {
		this.maxCharacters = maxCharacters;
	}

	/**
	 * Takes an event.
	 * @param name the name of the event
	 * @param data its content
	 * @return what follows from it
	 * @throws IllegalArgumentException if the content is not that of an event
	 * @throws TooLargeException if there is too much of it
	 */
	State add(String name, String data) {
		if (name.equals("ping")) {
			return State.MORE;
		}
		if (name.equals("error")) {
			return State.FAILED;
		}
		ObjectNode event = Json.object(data);
		if (!Json.text(event, "type").equals(name)) {
			return State.UNKNOWN;
		}
		switch (name) {
			case "content_block_delta" -> delta(event, data.length());
			case "message_start", "content_block_start", "content_block_stop", "message_delta", "message_stop" ->
				keep(event, data.length());
			default -> {
				return State.UNKNOWN;
			}
		}
		return name.equals("message_stop") ? State.COMPLETE : State.MORE;
	}

	/**
	 * What was taken so far.
	 * @return the events in order
	 */
	List<ObjectNode> events() {
		finish();
		return this.events;
	}

	private void delta(ObjectNode event, int length) {
		String member = TEXTS.get(Json.text(event.path("delta"), "type"));
		if (member == null || event.size() != 3 || event.path("delta").size() != 2
				|| !event.path("delta").path(member).isString()) {
			keep(event, length);
			return;
		}
		String piece = Json.text(event.path("delta"), member);
		if (this.open == null || !sameText(this.open, event)) {
			finish();
			this.open = event;
			count(length);
		}
		else {
			count(piece.length());
		}
		this.text.append(piece);
	}

	private static boolean sameText(ObjectNode one, ObjectNode other) {
		return one.path("index").equals(other.path("index"))
				&& one.path("delta").path("type").equals(other.path("delta").path("type"));
	}

	private void keep(ObjectNode event, int length) {
		finish();
		count(length);
		this.events.add(event);
	}

	private void finish() {
		ObjectNode event = this.open;
		if (event != null) {
			ObjectNode delta = (ObjectNode) event.path("delta");
			delta.put(TEXTS.get(Json.text(delta, "type")), this.text.toString());
			this.events.add(event);
			this.open = null;
			this.text.setLength(0);
		}
	}

	private void count(int more) {
		this.characters += more;
		if (this.characters > this.maxCharacters) {
			throw new TooLargeException();
		}
	}

	/**
	 * How far a stream has come.
	 */
	enum State {

		/** The message is not at its end. */
		MORE,

		/** The message is whole. */
		COMPLETE,

		/** Claude reported an error. */
		FAILED,

		/**
		 * An event that this version does not know: the message may not be what it says.
		 */
		UNKNOWN

	}

}
