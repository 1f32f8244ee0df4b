package io.github.claudecache.client.anthropic;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.anthropic.core.http.Headers;
import io.github.claudecache.request.FactorValue;

/**
 * The headers that enter a key: all but those that are known to say nothing about the
 * answer.
 */
final class RequestHeaders {

	// Transport, credentials, retries and tracing. A header of an application or of a
	// gateway may choose the model, so it is in.
	private static final Set<String> VOLATILE = Set.of("accept", "accept-encoding", "authorization", "b3", "baggage",
			"connection", "content-encoding", "content-length", "content-type", "cookie", "date", "expect", "host",
			"idempotency-key", "proxy-authorization", "traceparent", "tracestate", "user-agent", "x-api-key",
			"x-correlation-id", "x-request-id");

	private static final Set<String> VOLATILE_PREFIXES = Set.of("x-stainless-", "x-b3-");

	private RequestHeaders() {
	}

	/**
	 * The headers as factors.
	 * @param headers the headers of a request
	 * @return the factors by name
	 */
	static Map<String, FactorValue> factors(Headers headers) {
		Map<String, FactorValue> factors = new TreeMap<>();
		for (String header : headers.names()) {
			String name = header.toLowerCase(Locale.ROOT);
			if (!VOLATILE.contains(name) && VOLATILE_PREFIXES.stream().noneMatch(name::startsWith)) {
				factors.put("header." + name,
						FactorValue.listOf(headers.values(header).stream().map(FactorValue::of).toList()));
			}
		}
		return factors;
	}

}
