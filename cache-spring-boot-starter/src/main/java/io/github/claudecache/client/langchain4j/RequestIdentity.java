package io.github.claudecache.client.langchain4j;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import dev.langchain4j.model.chat.request.ChatRequest;
import io.github.claudecache.request.FactorValue;

/**
 * Tells whether two requests are the same to the last character, which a key does not: it
 * leaves out what is volatile and normalises the message. Computed when it is asked for,
 * since only answers with thinking need it. Safe for use by many threads.
 */
final class RequestIdentity {

	private final ChatRequest request;

	RequestIdentity(ChatRequest request) {
		this.request = request;
	}

	/**
	 * The digest of the request.
	 * @return 64 hexadecimal digits
	 */
	String value() {
		FactorValue value = ObjectValues.whole().of(this.request);
		return sha256(value.toString().getBytes(StandardCharsets.UTF_8));
	}

	static String sha256(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
