package io.github.claudecache.actuate;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * The operations on tags as they come over HTTP, whatever the server.
 */
final class TagsRequests {

	private static final Set<String> TENANT = Set.of("tenant");

	private final ClaudeCacheTagsEndpoint endpoint;

	TagsRequests(ClaudeCacheTagsEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	WebEndpointResponse<Object> tags(@Nullable RequestLine line, @Nullable String tenant) {
		return WebResponses.of(() -> {
			RequestLine.requireParameters(line, TENANT);
			return this.endpoint.tags(tenant);
		});
	}

	WebEndpointResponse<Object> tag(@Nullable RequestLine line, String tag, @Nullable String tenant) {
		return WebResponses.of(() -> {
			RequestLine.requireSelector(line, tag);
			RequestLine.requireParameters(line, TENANT);
			return this.endpoint.tag(tag, tenant);
		});
	}

	WebEndpointResponse<Object> invalidate(@Nullable RequestLine line, String tag, @Nullable String tenant,
			SecurityContext securityContext) {
		return WebResponses.of(() -> {
			RequestLine.requireSelector(line, tag);
			RequestLine.requireParameters(line, TENANT);
			return this.endpoint.invalidate(tag, tenant, WebResponses.operator(securityContext));
		});
	}

	WebEndpointResponse<Object> invalidateAll(@Nullable RequestLine line, @Nullable String tags,
			@Nullable String tenant, @Nullable String allTenants, @Nullable String everything, @Nullable String dryRun,
			SecurityContext securityContext) {
		return WebResponses.of(() -> {
			RequestLine.requireParameters(line, Set.of());
			return this.endpoint.invalidateAll(tags, tenant, allTenants, everything, dryRun,
					WebResponses.operator(securityContext));
		});
	}

}
