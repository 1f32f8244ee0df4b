package io.github.claudecache.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.claudecache.ClaudeCache;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * Shows the last decisions about other wordings on this node, without any text: the
 * {@code claudecacheverdicts} endpoint. What each guard says of two questions, with the
 * words that decided, is told by {@link ClaudeCache#explain}. Never asks the store. Safe
 * for use by many threads.
 *
 * @since 0.1.0
 */
@Endpoint(id = "claudecacheverdicts", defaultAccess = Access.READ_ONLY)
public class ClaudeCacheVerdictsEndpoint {

	private final ClaudeCache cache;

	private final DecisionLog log;

	/**
	 * Creates an endpoint.
	 * @param cache the cache
	 * @param log what was decided; a listener of the cache
	 */
	public ClaudeCacheVerdictsEndpoint(ClaudeCache cache, DecisionLog log) {
		this.cache = cache;
		this.log = log;
	}

	/**
	 * Shows the last {@value DecisionLog#REMEMBERED} decisions.
	 * @param name the cache's name; all caches if it is absent
	 * @return the decisions; {@code null} if there is no cache of that name
	 */
	@ReadOperation
	public @Nullable VerdictsReport verdicts(@Nullable String name) {
		Map<String, List<VerdictReport>> found = new LinkedHashMap<>();
		this.cache.definitions().forEach((definition) -> {
			if (name == null || name.equals(definition.name())) {
				found.put(definition.name(), this.log.of(definition.name()));
			}
		});
		return (name != null && found.isEmpty()) ? null : new VerdictsReport(found);
	}

}
