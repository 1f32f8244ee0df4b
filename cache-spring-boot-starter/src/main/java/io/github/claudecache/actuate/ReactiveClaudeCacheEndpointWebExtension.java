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
 * As {@link ClaudeCacheEndpointWebExtension}, on a reactive server. Needs Spring's
 * {@code ServerWebExchangeContextFilter}; without it no name in a path is accepted.
 *
 * @since 0.1.0
 */
@EndpointWebExtension(endpoint = ClaudeCacheEndpoint.class)
public class ReactiveClaudeCacheEndpointWebExtension {

	private final CachesRequests requests;

	/**
	 * Creates an extension.
	 * @param endpoint the endpoint
	 */
	public ReactiveClaudeCacheEndpointWebExtension(ClaudeCacheEndpoint endpoint) {
		this.requests = new CachesRequests(endpoint);
	}

	/**
	 * As {@link ClaudeCacheEndpoint#cache}.
	 * @param name the cache's name
	 * @return the report, or a problem with status 400 or 404
	 */
	@ReadOperation
	public Mono<WebEndpointResponse<Object>> cache(@Selector String name) {
		return ReactiveRequestLine.apply((line) -> this.requests.cache(line, name));
	}

	/**
	 * As {@link ClaudeCacheEndpoint#reopen}.
	 * @param name the cache's name
	 * @return the report, or a problem with status 400 or 404
	 */
	@WriteOperation
	public Mono<WebEndpointResponse<Object>> reopen(@Selector String name) {
		return ReactiveRequestLine.apply((line) -> this.requests.reopen(line, name));
	}

	/**
	 * As {@link ClaudeCacheEndpoint#retire}.
	 * @param name the cache's name
	 * @param tenant the tenant
	 * @param securityContext who is asking
	 * @return the report, or a problem with status 400, 404 or 503
	 */
	@DeleteOperation
	public Mono<WebEndpointResponse<Object>> retire(@Selector String name, @Nullable String tenant,
			SecurityContext securityContext) {
		return ReactiveRequestLine.apply((line) -> this.requests.retire(line, name, tenant, securityContext));
	}

}
