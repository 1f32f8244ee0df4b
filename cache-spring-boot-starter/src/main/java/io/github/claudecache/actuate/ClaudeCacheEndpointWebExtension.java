package io.github.claudecache.actuate;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * {@link ClaudeCacheEndpoint} over HTTP on a servlet server: 404 for an unknown cache,
 * 400 with the reason for an argument that is not what the caller wrote, 503 for an
 * invalidation that does not hold.
 *
 * @since 0.1.0
 */
@EndpointWebExtension(endpoint = ClaudeCacheEndpoint.class)
public class ClaudeCacheEndpointWebExtension {

	private final CachesRequests requests;

	/**
	 * Creates an extension.
	 * @param endpoint the endpoint
	 */
	public ClaudeCacheEndpointWebExtension(ClaudeCacheEndpoint endpoint) {
		this.requests = new CachesRequests(endpoint);
	}

	/**
	 * As {@link ClaudeCacheEndpoint#cache}.
	 * @param name the cache's name
	 * @return the report, or a problem with status 400 or 404
	 */
	@ReadOperation
	public WebEndpointResponse<Object> cache(@Selector String name) {
		return this.requests.cache(ServletRequestLine.current(), name);
	}

	/**
	 * As {@link ClaudeCacheEndpoint#reopen}.
	 * @param name the cache's name
	 * @return the report, or a problem with status 400 or 404
	 */
	@WriteOperation
	public WebEndpointResponse<Object> reopen(@Selector String name) {
		return this.requests.reopen(ServletRequestLine.current(), name);
	}

	/**
	 * As {@link ClaudeCacheEndpoint#retire}.
	 * @param name the cache's name
	 * @param tenant the tenant
	 * @param securityContext who is asking
	 * @return the report, or a problem with status 400, 404 or 503
	 */
	@DeleteOperation
	public WebEndpointResponse<Object> retire(@Selector String name, @Nullable String tenant,
			SecurityContext securityContext) {
		return this.requests.retire(ServletRequestLine.current(), name, tenant, securityContext);
	}

}
