package io.github.claudecache.actuate;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * As {@link ClaudeCacheEntriesEndpointWebExtension}, on a reactive server. Needs Spring's
 * {@code ServerWebExchangeContextFilter}; without it no fingerprint in a path is
 * accepted.
 *
 * @since 0.1.0
 */
@EndpointWebExtension(endpoint = ClaudeCacheEntriesEndpoint.class)
public class ReactiveClaudeCacheEntriesEndpointWebExtension {

	private final EntriesRequests requests;

	/**
	 * Creates an extension.
	 * @param endpoint the endpoint
	 */
	public ReactiveClaudeCacheEntriesEndpointWebExtension(ClaudeCacheEntriesEndpoint endpoint) {
		this.requests = new EntriesRequests(endpoint);
	}

	/**
	 * As {@link ClaudeCacheEntriesEndpoint#entry}.
	 * @param fingerprint its exact fingerprint
	 * @param tenant the tenant
	 * @return the report, or a problem with status 400, 404 or 503
	 */
	@ReadOperation
	public Mono<WebEndpointResponse<Object>> entry(@Selector String fingerprint, @Nullable String tenant) {
		return ReactiveRequestLine.apply((line) -> this.requests.entry(line, fingerprint, tenant));
	}

	/**
	 * As {@link ClaudeCacheEntriesEndpoint#evict}.
	 * @param fingerprint its exact fingerprint
	 * @param tenant the tenant
	 * @param securityContext who is asking
	 * @return the report, or a problem with status 400 or 503
	 */
	@DeleteOperation
	public Mono<WebEndpointResponse<Object>> evict(@Selector String fingerprint, @Nullable String tenant,
			SecurityContext securityContext) {
		return ReactiveRequestLine.apply((line) -> this.requests.evict(line, fingerprint, tenant, securityContext));
	}

	/**
	 * As {@link ClaudeCacheEntriesEndpoint#report}.
	 * @param fingerprint its exact fingerprint
	 * @param tenant the tenant
	 * @param verdict {@code wrong}
	 * @param asked the exact fingerprint of the question
	 * @return the report, or a problem with status 400, 404 or 503
	 */
	@WriteOperation
	public Mono<WebEndpointResponse<Object>> report(@Selector String fingerprint, @Nullable String tenant,
			@Nullable String verdict, @Nullable String asked) {
		return ReactiveRequestLine.apply((line) -> this.requests.report(line, fingerprint, tenant, verdict, asked));
	}

}
