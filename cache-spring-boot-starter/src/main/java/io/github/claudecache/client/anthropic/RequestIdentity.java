package io.github.claudecache.client.anthropic;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import tools.jackson.databind.node.ObjectNode;

/**
 * Tells whether two requests are the same to the last character, which a key does not: it
 * leaves out what is volatile and normalises the message. Whether the answer is to be
 * streamed does not count. Computed when it is asked for, since only answers with
 * thinking need it. Safe for use by many threads.
 */
final class RequestIdentity {

	private final byte[] body;

	RequestIdentity(byte[] body) {
		this.body = body;
	}

	/**
	 * The digest of the request.
	 * @return 64 hexadecimal digits
	 */
	String value() {
		ObjectNode request = Json.object(Json.text(this.body));
		request.remove("stream");
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(Json.bytes(Json.write(request))));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
