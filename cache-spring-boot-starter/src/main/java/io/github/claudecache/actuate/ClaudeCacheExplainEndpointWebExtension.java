package io.github.claudecache.actuate;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * {@link ClaudeCacheExplainEndpoint} over HTTP: 404 for an unknown cache, 400 with the
 * reason for an argument that is missing or malformed, 503 while the store is away. The
 * body is a JSON object of strings: <pre>{@code
 * {"name": "faq", "tenant": "acme", "question": "Can I get a refund?"}
 * }</pre>
 *
 * @since 0.1.0
 */
@EndpointWebExtension(endpoint = ClaudeCacheExplainEndpoint.class)
public class ClaudeCacheExplainEndpointWebExtension {

	private final ClaudeCacheExplainEndpoint endpoint;

	private final Set<String> roles;

	/**
	 * Creates an extension.
	 * @param endpoint the endpoint
	 * @param roles who may see texts if they are shown when authorized
	 */
	public ClaudeCacheExplainEndpointWebExtension(ClaudeCacheExplainEndpoint endpoint, Set<String> roles) {
		this.endpoint = endpoint;
		this.roles = Set.copyOf(roles);
	}

	/**
	 * As {@link ClaudeCacheExplainEndpoint#explain}.
	 * @param name the cache's name
	 * @param tenant the tenant
	 * @param question the question
	 * @param securityContext who is asking
	 * @return the explanation, or a problem with status 400, 404 or 503
	 */
	@WriteOperation
	public WebEndpointResponse<Object> explain(String name, @Nullable String tenant, @Nullable String question,
			SecurityContext securityContext) {
		return WebResponses.of(() -> this.endpoint.explain(name, tenant, question,
				this.endpoint.showValues().isShown(securityContext, this.roles)));
	}

}
