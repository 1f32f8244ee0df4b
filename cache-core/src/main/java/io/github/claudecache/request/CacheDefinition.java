package io.github.claudecache.request;

import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A named cache: what all its requests have in common.
 *
 * @param name the name, {@code [A-Za-z0-9._-]{1,64}}
 * @param volatility the name of the class that bounds the age of its answers
 * @param mode what the cache does
 * @param revision the version of the prompt or build behind it; a new one retires all its
 * answers
 * @param model the model of requests that name none
 * @param system the system prompt of requests that have none
 * @param tools the tools of requests that name none
 * @param semantic whether answers to other wordings are served
 * @since 0.1.0
 */
public record CacheDefinition(String name, String volatility, CacheMode mode, @Nullable String revision,
		@Nullable String model, @Nullable FactorValue system, @Nullable List<ToolDefinition> tools, Semantic semantic) {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

	/**
	 * Creates a definition.
	 * @throws IllegalArgumentException if the name is malformed or the class blank
	 */
	public CacheDefinition {
		if (!NAME.matcher(name).matches()) {
			throw new IllegalArgumentException("The name of a cache must match " + NAME + " but is '" + name + "'");
		}
		if (volatility.isBlank()) {
			throw new IllegalArgumentException("Cache '" + name + "' needs a volatility class");
		}
		tools = (tools != null) ? List.copyOf(tools) : null;
	}

	/**
	 * A cache that serves, with nothing in common but its class.
	 * @param name the name
	 * @param volatility the name of the volatility class
	 * @return the definition
	 */
	public static CacheDefinition of(String name, String volatility) {
		return new CacheDefinition(name, volatility, CacheMode.SERVE, null, null, null, null, Semantic.OFF);
	}

	/**
	 * The same cache with or without a semantic tier.
	 * @param semantic whether answers to other wordings are served
	 * @return the definition
	 */
	public CacheDefinition with(Semantic semantic) {
		return new CacheDefinition(this.name, this.volatility, this.mode, this.revision, this.model, this.system,
				this.tools, semantic);
	}

	/**
	 * The request that is really made: whatever the request leaves open is filled in.
	 * @param request a request to this cache
	 * @return the request with model, system prompt and tools
	 */
	public ClaudeRequest applyTo(ClaudeRequest request) {
		if ((request.model() != null || this.model == null) && (request.system() != null || this.system == null)
				&& (request.tools() != null || this.tools == null)) {
			return request;
		}
		ClaudeRequest.Builder builder = request.toBuilder();
		if (request.model() == null) {
			builder.model(this.model);
		}
		if (request.system() == null) {
			builder.systemBlocks(this.system);
		}
		if (request.tools() == null) {
			builder.tools(this.tools);
		}
		return builder.build();
	}

}
