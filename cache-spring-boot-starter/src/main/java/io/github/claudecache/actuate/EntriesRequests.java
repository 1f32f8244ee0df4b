package io.github.claudecache.actuate;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * The operations on entries as they come over HTTP, whatever the server.
 */
final class EntriesRequests {

	private static final Set<String> TENANT = Set.of("tenant");

	private static final String MISSING = "There is no such entry";

	private final ClaudeCacheEntriesEndpoint endpoint;

	EntriesRequests(ClaudeCacheEntriesEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	WebEndpointResponse<Object> entry(@Nullable RequestLine line, String fingerprint, @Nullable String tenant) {
		return WebResponses.of(() -> {
			RequestLine.requireSelector(line, fingerprint);
			RequestLine.requireParameters(line, TENANT);
			return this.endpoint.entry(fingerprint, tenant);
		}, MISSING);
	}

	WebEndpointResponse<Object> evict(@Nullable RequestLine line, String fingerprint, @Nullable String tenant,
			SecurityContext securityContext) {
		return WebResponses.of(() -> {
			RequestLine.requireSelector(line, fingerprint);
			RequestLine.requireParameters(line, TENANT);
			return this.endpoint.evict(fingerprint, tenant, WebResponses.operator(securityContext));
		}, MISSING);
	}

	WebEndpointResponse<Object> report(@Nullable RequestLine line, String fingerprint, @Nullable String tenant,
			@Nullable String verdict, @Nullable String asked) {
		return WebResponses.of(() -> {
			RequestLine.requireSelector(line, fingerprint);
			RequestLine.requireParameters(line, Set.of());
			return this.endpoint.report(fingerprint, tenant, verdict, asked);
		}, MISSING);
	}

}
