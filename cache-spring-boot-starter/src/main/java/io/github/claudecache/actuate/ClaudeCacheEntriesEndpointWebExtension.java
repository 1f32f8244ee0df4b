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
 * {@link ClaudeCacheEntriesEndpoint} over HTTP on a servlet server: 404 for an entry that
 * is not there, 400 with the reason for an argument that is malformed or not what the
 * caller wrote, 503 for a report or an eviction that does not hold. The body of a report
 * is a JSON object of strings: <pre>{@code
 * {"verdict": "wrong", "asked": "9f2c...", "tenant": "acme"}
 * }</pre>
 *
 * @since 0.1.0
 */
@EndpointWebExtension(endpoint = ClaudeCacheEntriesEndpoint.class)
public class ClaudeCacheEntriesEndpointWebExtension {

	private final EntriesRequests requests;

	/**
	 * Creates an extension.
	 * @param endpoint the endpoint
	 */
	public ClaudeCacheEntriesEndpointWebExtension(ClaudeCacheEntriesEndpoint endpoint) {
		this.requests = new EntriesRequests(endpoint);
	}

	/**
	 * As {@link ClaudeCacheEntriesEndpoint#entry}.
	 * @param fingerprint its exact fingerprint
	 * @param tenant the tenant
	 * @return the report, or a problem with status 400, 404 or 503
	 */
	@ReadOperation
	public WebEndpointResponse<Object> entry(@Selector String fingerprint, @Nullable String tenant) {
		return this.requests.entry(ServletRequestLine.current(), fingerprint, tenant);
	}

	/**
	 * As {@link ClaudeCacheEntriesEndpoint#evict}.
	 * @param fingerprint its exact fingerprint
	 * @param tenant the tenant
	 * @param securityContext who is asking
	 * @return the report, or a problem with status 400 or 503
	 */
	@DeleteOperation
	public WebEndpointResponse<Object> evict(@Selector String fingerprint, @Nullable String tenant,
			SecurityContext securityContext) {
		return this.requests.evict(ServletRequestLine.current(), fingerprint, tenant, securityContext);
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
	public WebEndpointResponse<Object> report(@Selector String fingerprint, @Nullable String tenant,
			@Nullable String verdict, @Nullable String asked) {
		return this.requests.report(ServletRequestLine.current(), fingerprint, tenant, verdict, asked);
	}

}
