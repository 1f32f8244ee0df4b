package io.github.claudecache.json;

import java.util.stream.Collectors;

import io.github.claudecache.answer.Payload;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The pieces of a text that came as a stream, as they are kept: marked, so that nobody
 * takes them for a list. Where a text is cut says nothing about it, so it is compared as
 * a whole.
 *
 * @since 0.1.0
 */
public final class TextPieces {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final String NAME = "claude-cache:pieces";

	private static final String BEGIN = "{\"" + NAME + "\":";

	private static final String END = "}";

	private TextPieces() {
	}

	/**
	 * Marks pieces.
	 * @param array a JSON array of texts
	 * @return the marked JSON
	 */
	public static String mark(String array) {
		return BEGIN + array + END;
	}

	/**
	 * The array in marked pieces.
	 * @param payload the answer
	 * @return a JSON array
	 * @throws IllegalArgumentException if the payload has no marked pieces
	 */
	public static String unmark(Payload payload) {
		String body = payload.body();
		if (!isMarked(payload)) {
			throw new IllegalArgumentException("The answer is not kept in pieces");
		}
		return body.substring(BEGIN.length(), body.length() - END.length());
	}

	/**
	 * What an answer says.
	 * @param payload the answer
	 * @return the whole text if the answer has pieces of one, else the payload
	 */
	public static Payload said(Payload payload) {
		if (!isMarked(payload)) {
			return payload;
		}
		try {
			return Payload.text(MAPPER.readTree(unmark(payload))
				.valueStream()
				.map(JsonNode::stringValue)
				.collect(Collectors.joining()));
		}
		catch (JacksonException ex) {
			return payload;
		}
	}

	private static boolean isMarked(Payload payload) {
		return payload.format() == Payload.Format.JSON && payload.body().startsWith(BEGIN)
				&& payload.body().endsWith(END);
	}

}
