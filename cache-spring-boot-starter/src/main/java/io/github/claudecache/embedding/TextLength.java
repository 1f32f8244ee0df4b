package io.github.claudecache.embedding;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * How many tokens a text has, without its tokenizer.
 */
final class TextLength {

	// English has more bytes for a token; identifiers and other scripts have fewer.
	private static final int BYTES_PER_TOKEN = 3;

	private TextLength() {
	}

	/**
	 * About how many tokens a text has.
	 */
	static int likelyTokens(String text) {
		return (bytes(text) + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
	}

	/**
	 * How many tokens a text has at most: a token stands for at least one byte of the
	 * text or of the normal form that tokenizers give it, and some of them put one in
	 * front.
	 */
	static int mostTokens(String text) {
		return 1 + Math.max(bytes(text), bytes(Normalizer.normalize(text, Normalizer.Form.NFKD)));
	}

	private static int bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

}
