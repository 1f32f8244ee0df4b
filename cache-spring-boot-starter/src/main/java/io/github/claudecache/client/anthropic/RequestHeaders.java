package io.github.claudecache.client.anthropic;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.anthropic.core.http.Headers;
import io.github.claudecache.client.VolatileHeaders;
import io.github.claudecache.request.FactorValue;

/**
 * The headers that enter a key: all but those that are known to say nothing about the
 * answer.
 */
final class RequestHeaders {

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
			if (!VolatileHeaders.contains(name)) {
				factors.put("header." + name,
						FactorValue.listOf(headers.values(header).stream().map(FactorValue::of).toList()));
			}
		}
		return factors;
	}

}
