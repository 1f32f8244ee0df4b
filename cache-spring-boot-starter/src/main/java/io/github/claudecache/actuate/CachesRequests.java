package io.github.claudecache.actuate;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * The operations on named caches as they come over HTTP, whatever the server.
 */
final class CachesRequests {

	private static final Set<String> TENANT = Set.of("tenant");

	private final ClaudeCacheEndpoint endpoint;

	CachesRequests(ClaudeCacheEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	WebEndpointResponse<Object> cache(@Nullable RequestLine line, String name) {
		return WebResponses.of(() -> {
			RequestLine.requireSelector(line, name);
			RequestLine.requireParameters(line, Set.of());
			return this.endpoint.cache(name);
		});
	}

	WebEndpointResponse<Object> reopen(@Nullable RequestLine line, String name) {
		return WebResponses.of(() -> {
			RequestLine.requireSelector(line, name);
			RequestLine.requireParameters(line, Set.of());
			return this.endpoint.reopen(name);
		});
	}

	WebEndpointResponse<Object> retire(@Nullable RequestLine line, String name, @Nullable String tenant,
			SecurityContext securityContext) {
		return WebResponses.of(() -> {
			RequestLine.requireSelector(line, name);
			RequestLine.requireParameters(line, TENANT);
			return this.endpoint.retire(name, tenant, WebResponses.operator(securityContext));
		});
	}

}
