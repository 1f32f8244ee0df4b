package io.github.claudecache.client.anthropic;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.claudecache.answer.Payload;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer as it is kept: in the shape in which it came, from which the other shape is
 * made when it is asked for.
 *
 * @param identity the request that it answers, if it has thinking in it; otherwise empty
 * @param message the text of the message; {@code null} if it came as a stream
 * @param events the events of the stream; {@code null} if it came as a message
 */
record StoredAnswer(String identity, @Nullable String message, @Nullable List<ObjectNode> events) {

	/** How each of them begins. */
	static final String BEGIN = "{\"format\":1,\"request\":\"";

	// A message is kept to the last character, so it is cut out, not parsed.
	private static final Pattern FORM = Pattern
		.compile(Pattern.quote(BEGIN) + "([0-9a-f]{64}|)\",\"(message|events)\":(.*)}", Pattern.DOTALL);

	Payload encode() {
		String kind = (this.message != null) ? "message" : "events";
		String content = this.message;
		if (content == null) {
			ArrayNode array = Json.array();
			if (this.events != null) {
				this.events.forEach(array::add);
			}
			content = Json.write(array);
		}
		return Payload.json(BEGIN + this.identity + "\",\"" + kind + "\":" + content + "}");
	}

	/**
	 * Reads an answer.
	 * @throws IllegalArgumentException if the payload is none of ours
	 */
	static StoredAnswer decode(Payload payload) {
		Matcher form = FORM.matcher(payload.body());
		if (payload.format() != Payload.Format.JSON || !form.matches()) {
			throw new IllegalArgumentException("Not an answer of the Messages API");
		}
		if (form.group(2).equals("message")) {
			return new StoredAnswer(form.group(1), form.group(3), null);
		}
		List<ObjectNode> events = new ArrayList<>();
		for (JsonNode event : Json.object(payload.body()).path("events")) {
			events.add((ObjectNode) event);
		}
		return new StoredAnswer(form.group(1), null, events);
	}

	/**
	 * The answer as a message.
	 * @param request the request that is answered
	 * @return the text of a message
	 */
	String asMessage(RequestIdentity request) {
		if (this.message != null && keepsThinking(request)) {
			return this.message;
		}
		return Json.write(tree(request));
	}

	/**
	 * The answer as a stream.
	 * @param request the request that is answered
	 * @return the text of the events
	 */
	String asStream(RequestIdentity request) {
		List<ObjectNode> script = (this.events != null && keepsThinking(request)) ? this.events
				: EventScript.of(tree(request));
		StringBuilder stream = new StringBuilder();
		for (ObjectNode event : script) {
			stream.append("event: ")
				.append(Json.text(event, "type"))
				.append("\ndata: ")
				.append(Json.write(event))
				.append("\n\n");
		}
		return stream.toString();
	}

	/**
	 * What the answer says, without what is different in every answer: the form in which
	 * two of them are compared.
	 * @return the text, or all blocks if there are others
	 */
	Payload said() {
		ObjectNode message = (this.message != null) ? Json.object(this.message)
				: Events.message((this.events != null) ? this.events : List.of());
		ArrayNode blocks = Json.array();
		StringBuilder text = new StringBuilder();
		for (JsonNode block : MessageFacts.withoutThinking(message).path("content")) {
			blocks.add(block);
			text.append(Json.text(block, "text"));
		}
		boolean plain = blocks.valueStream().allMatch((block) -> Json.text(block, "type").equals("text"));
		return plain ? Payload.text(text.toString()) : Payload.json(Json.write(blocks));
	}

	private ObjectNode tree(RequestIdentity request) {
		ObjectNode tree = (this.message != null) ? Json.object(this.message)
				: Events.message((this.events != null) ? this.events : List.of());
		return keepsThinking(request) ? tree : MessageFacts.withoutThinking(tree);
	}

	// A block of thinking that comes back in another conversation draws an error from
	// Claude.
	private boolean keepsThinking(RequestIdentity request) {
		return this.identity.isEmpty() || this.identity.equals(request.value());
	}

}
