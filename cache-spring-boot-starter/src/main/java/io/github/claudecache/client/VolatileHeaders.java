package io.github.claudecache.client;

import java.util.Locale;
import java.util.Set;

/**
 * Headers that are known to say nothing about the answer: transport, credentials, retries
 * and tracing. Any other header is part of a key: one of an application or of a gateway
 * may choose the model.
 *
 * @since 0.1.0
 */
public final class VolatileHeaders {

	private static final Set<String> NAMES = Set.of("accept", "accept-encoding", "authorization", "b3", "baggage",
			"connection", "content-encoding", "content-length", "content-type", "cookie", "date", "expect", "host",
			"idempotency-key", "proxy-authorization", "traceparent", "tracestate", "user-agent", "x-api-key",
			"x-correlation-id", "x-request-id");

	private static final Set<String> PREFIXES = Set.of("x-stainless-", "x-b3-");

	private VolatileHeaders() {
	}

	/**
	 * Whether a header is left out of a key.
	 * @param header the name of the header, in any case
	 * @return {@code true} if it says nothing about the answer
	 */
	public static boolean contains(String header) {
		String name = header.toLowerCase(Locale.ROOT);
		return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
	}

}
