package io.github.claudecache.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.aop.CacheCatalog;
import io.github.claudecache.request.CacheDefinition;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Finds settings of a cache that nothing can ask: no annotation names it and it has no
 * volatility class. If there is a cache of a similar name, the name is taken for misspelt
 * and stops the start-up: {@code mode: off} would switch nothing off. Otherwise the
 * methods may only be absent from this application, so it is no more than said.
 */
final class UnusedCaches implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(UnusedCaches.class);

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
				report(name, defined);
			}
		}
	}

	private void report(String name, Set<String> defined) {
		String reason = "No annotation names the cache '" + name + "', and it has no volatility class.";
		List<String> similar = Suggestions.closest(name, defined);
		if (similar.isEmpty()) {
			logger.warn(reason + " Its settings have no effect.");
			return;
		}
		KnownProperty property = Arrays.stream(KnownProperty.values())
			.filter((known) -> known.isOfCaches() && this.written.contains(known, name))
			.findFirst()
			.orElse(KnownProperty.CACHE_VOLATILITY);
		throw this.written.failure(property, name, reason + Suggestions.question(similar),
				"one of " + String.join(", ", defined),
				"Correct the name of the cache. If only code asks it, set its class, for example "
						+ KnownProperty.CACHE_VOLATILITY.text(name) + "=reference.");
	}

}
