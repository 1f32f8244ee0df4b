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
 * {@link ClaudeCacheTagsEndpoint} over HTTP on a servlet server: 400 with the reason for
 * an argument that is malformed or not what the caller wrote, 503 for an invalidation
 * that does not hold.
 * <p>
 * In the path a tag is made of {@code [A-Za-z0-9:._-]{1,128}}, since servers refuse or
 * cut other characters there; any tag can be named in the body of a POST, which is a JSON
 * object of strings: <pre>{@code
 * {"tags": "doc:returns,policy:eu", "tenant": "acme", "dryRun": "true"}
 * }</pre>
 *
 * @since 0.1.0
 */
@EndpointWebExtension(endpoint = ClaudeCacheTagsEndpoint.class)
public class ClaudeCacheTagsEndpointWebExtension {

	private final TagsRequests requests;

	/**
	 * Creates an extension.
	 * @param endpoint the endpoint
	 */
	public ClaudeCacheTagsEndpointWebExtension(ClaudeCacheTagsEndpoint endpoint) {
		this.requests = new TagsRequests(endpoint);
	}

	/**
	 * As {@link ClaudeCacheTagsEndpoint#tags}.
	 * @param tenant the tenant
	 * @return the report, or a problem with status 400 or 503
	 */
	@ReadOperation
	public WebEndpointResponse<Object> tags(@Nullable String tenant) {
		return this.requests.tags(ServletRequestLine.current(), tenant);
	}

	/**
	 * As {@link ClaudeCacheTagsEndpoint#tag}.
	 * @param tag the tag
	 * @param tenant the tenant
	 * @return the report, or a problem with status 400 or 503
	 */
	@ReadOperation
	public WebEndpointResponse<Object> tag(@Selector String tag, @Nullable String tenant) {
		return this.requests.tag(ServletRequestLine.current(), tag, tenant);
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
	public WebEndpointResponse<Object> invalidate(@Selector String tag, @Nullable String tenant,
			SecurityContext securityContext) {
		return this.requests.invalidate(ServletRequestLine.current(), tag, tenant, securityContext);
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
	public WebEndpointResponse<Object> invalidateAll(@Nullable String tags, @Nullable String tenant,
			@Nullable String allTenants, @Nullable String everything, @Nullable String dryRun,
			SecurityContext securityContext) {
		return this.requests.invalidateAll(ServletRequestLine.current(), tags, tenant, allTenants, everything, dryRun,
				securityContext);
	}

}
