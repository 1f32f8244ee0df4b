package io.github.claudecache.actuate;

import io.github.claudecache.ClaudeCache;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Says what a cache would serve for a question by its wording, and why: the
 * {@code claudecacheexplain} endpoint. Nothing is stored, served or counted, so it is
 * allowed once it is exposed. Texts of other people's questions are hidden unless
 * {@code management.endpoint.claudecacheexplain.show-values} says otherwise. Throws while
 * the store is away. Safe for use by many threads.
 *
 * @since 0.1.0
 */
@Endpoint(id = "claudecacheexplain")
public class ClaudeCacheExplainEndpoint {

	private final ClaudeCache cache;

	private final EndpointArguments arguments;

	private final Show showValues;

	/**
	 * Creates an endpoint.
	 * @param cache the cache
	 * @param tenantRequired whether an operation must name a tenant
	 * @param showValues when texts are shown
	 */
	public ClaudeCacheExplainEndpoint(ClaudeCache cache, boolean tenantRequired, Show showValues) {
		this.cache = cache;
		this.arguments = new EndpointArguments(tenantRequired);
		this.showValues = showValues;
	}

	/**
	 * Explains.
	 * @param name the cache's name
	 * @param tenant the tenant
	 * @param question the question
	 * @return the explanation; {@code null} if there is no cache of that name
	 * @throws InvalidEndpointRequestException if the question is missing, or the tenant
	 * is malformed, or missing and required
	 */
	@WriteOperation
	public @Nullable ExplainReport explain(String name, @Nullable String tenant, @Nullable String question) {
		return explain(name, tenant, question, this.showValues.isShown(false));
	}

	Show showValues() {
		return this.showValues;
	}

	@Nullable ExplainReport explain(String name, @Nullable String tenant, @Nullable String question, boolean shown) {
		if (question == null || question.isBlank()) {
			throw EndpointArguments.refused("'question' is missing");
		}
		var owner = this.arguments.tenant(tenant);
		if (this.cache.definitions().stream().noneMatch((definition) -> definition.name().equals(name))) {
			return null;
		}
		try {
			return ExplainReport.of(name, owner.value(), this.cache.explain(name, owner, question),
					(text) -> shown ? text : SanitizableData.SANITIZED_VALUE);
		}
		catch (RuntimeException ex) {
			throw new StoreUnreadableException(ex);
		}
	}

}
