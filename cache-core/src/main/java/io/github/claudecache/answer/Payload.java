package io.github.claudecache.answer;

/**
 * The content of an answer in the form in which it is kept. Text is kept as it is,
 * everything else as the JSON that its codec wrote.
 *
 * @param format how to read the body
 * @param body the content
 * @since 0.1.0
 */
public record Payload(Format format, String body) {

	/**
	 * How the body of a payload is to be read.
	 */
	public enum Format {

		/** The body is the answer's text. */
		TEXT,

		/** The body is JSON, written and read by the codec of the answer's type. */
		JSON

	}

	/**
	 * A text.
	 * @param text the text
	 * @return the payload
	 */
	public static Payload text(String text) {
		return new Payload(Format.TEXT, text);
	}

	/**
	 * A structured answer.
	 * @param json the JSON text
	 * @return the payload
	 */
	public static Payload json(String json) {
		return new Payload(Format.JSON, json);
	}

}
