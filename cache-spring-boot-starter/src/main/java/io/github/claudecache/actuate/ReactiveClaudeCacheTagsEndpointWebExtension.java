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
 * As {@link ClaudeCacheTagsEndpointWebExtension}, on a reactive server. Needs Spring's
 * {@code ServerWebExchangeContextFilter}; without it no tag in a path is accepted.
 *
 * @since 0.1.0
 */
@EndpointWebExtension(endpoint = ClaudeCacheTagsEndpoint.class)
public class ReactiveClaudeCacheTagsEndpointWebExtension {

	private final TagsRequests requests;

	/**
	 * Creates an extension.
	 * @param endpoint the endpoint
	 */
	public ReactiveClaudeCacheTagsEndpointWebExtension(ClaudeCacheTagsEndpoint endpoint) {
		this.requests = new TagsRequests(endpoint);
	}

	/**
	 * As {@link ClaudeCacheTagsEndpoint#tags}.
	 * @param tenant the tenant
	 * @return the report, or a problem with status 400 or 503
	 */
	@ReadOperation
	public Mono<WebEndpointResponse<Object>> tags(@Nullable String tenant) {
		return ReactiveRequestLine.apply((line) -> this.requests.tags(line, tenant));
	}

	/**
	 * As {@link ClaudeCacheTagsEndpoint#tag}.
	 * @param tag the tag
	 * @param tenant the tenant
	 * @return the report, or a problem with status 400 or 503
	 */
	@ReadOperation
	public Mono<WebEndpointResponse<Object>> tag(@Selector String tag, @Nullable String tenant) {
		return ReactiveRequestLine.apply((line) -> this.requests.tag(line, tag, tenant));
	}

	/**
	 * As {@link ClaudeCacheTagsEndpoint#invalidate}. There is no dry run here, and a
	 * query parameter such as {@code dryRun} is refused instead of ignored.
	 * @param tag the tag
	 * @param tenant the tenant
	 * @param securityContext who is asking
	 * @return the report, or a problem with status 400 or 503
	 */
	@DeleteOperation
	public Mono<WebEndpointResponse<Object>> invalidate(@Selector String tag, @Nullable String tenant,
			SecurityContext securityContext) {
		return ReactiveRequestLine.apply((line) -> this.requests.invalidate(line, tag, tenant, securityContext));
	}

	/**
	 * As {@link ClaudeCacheTagsEndpoint#invalidateAll}. Keys of the body that the
	 * operation does not have are ignored by Spring Boot.
	 * @param tags the tags, separated by commas
	 * @param tenant the tenant
	 * @param allTenants {@code true} to reach the answers of all tenants
	 * @param everything {@code true} to void whatever is in the scope
	 * @param dryRun {@code true} to void nothing
	 * @param securityContext who is asking
	 * @return the report, or a problem with status 400 or 503
	 */
	@WriteOperation
	public Mono<WebEndpointResponse<Object>> invalidateAll(@Nullable String tags, @Nullable String tenant,
			@Nullable String allTenants, @Nullable String everything, @Nullable String dryRun,
			SecurityContext securityContext) {
		return ReactiveRequestLine.apply((line) -> this.requests.invalidateAll(line, tags, tenant, allTenants,
				everything, dryRun, securityContext));
	}

}
