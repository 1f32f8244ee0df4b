package io.github.claudecache.autoconfigure;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.aop.CacheCatalog;
import io.github.claudecache.request.CacheDefinition;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Refuses settings of a cache that nothing can ask: no annotation names it and it has no
 * volatility class. Most likely its name is misspelt, and {@code mode: off} would switch
 * nothing off.
 */
final class UnusedCaches implements SmartInitializingSingleton {

	private final ClaudeCache cache;

	private final CacheCatalog catalog;

	private final WrittenProperties written;

	UnusedCaches(ClaudeCache cache, CacheCatalog catalog, WrittenProperties written) {
		this.cache = cache;
		this.catalog = catalog;
		this.written = written;
	}

	@Override
	public void afterSingletonsInstantiated() {
		Set<String> defined = this.cache.definitions()
			.stream()
			.map(CacheDefinition::name)
			.collect(Collectors.toCollection(TreeSet::new));
		for (String name : this.catalog.names()) {
			// A variable cannot spell help-desk; it is read for it as helpdesk.
			if (defined.stream().map(MapKeys::plain).noneMatch(MapKeys.plain(name)::equals)) {
				KnownProperty property = Arrays.stream(KnownProperty.values())
					.filter((known) -> known.isOfCaches() && this.written.contains(known, name))
					.findFirst()
					.orElse(KnownProperty.CACHE_VOLATILITY);
				String question = Suggestions.question(Suggestions.closest(name, defined));
				throw this.written.failure(property, name,
						"No annotation names the cache '" + name + "', and it has no volatility class." + question,
						defined.isEmpty() ? "the name of a cache that is used" : "one of " + String.join(", ", defined),
						"Correct the name of the cache. If only code asks it, set its class, for example "
								+ KnownProperty.CACHE_VOLATILITY.text(name) + "=reference.");
			}
		}
	}

}
