package io.github.claudecache.autoconfigure;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.request.CacheDefinition;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Refuses a default cache that does not exist: no call would be cached, and nobody would
 * know.
 */
final class DefaultCacheCheck implements SmartInitializingSingleton {

	private final KnownProperty property;

	private final @Nullable String name;

	private final ClaudeCache cache;

	private final WrittenProperties written;

	DefaultCacheCheck(KnownProperty property, @Nullable String name, ClaudeCache cache, WrittenProperties written) {
		this.property = property;
		this.name = name;
		this.cache = cache;
		this.written = written;
	}

	@Override
	public void afterSingletonsInstantiated() {
		Set<String> defined = this.cache.definitions()
			.stream()
			.map(CacheDefinition::name)
			.collect(Collectors.toCollection(TreeSet::new));
		if (this.name != null && !defined.contains(this.name)) {
			throw this.written.failure(this.property, KnownProperty.ANY_KEY,
					"There is no cache '" + this.name + "'."
							+ Suggestions.question(Suggestions.closest(this.name, defined)),
					defined.isEmpty() ? "the name of a cache" : "one of " + String.join(", ", defined),
					"Correct the name. If only calls of the client library ask it, set its class, for example "
							+ KnownProperty.CACHE_VOLATILITY.text(this.name) + "=reference.");
		}
	}

}
