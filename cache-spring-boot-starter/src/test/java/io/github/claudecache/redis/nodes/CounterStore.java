package io.github.claudecache.redis.nodes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;

/**
 * The control for tags as counters: an answer is served while all counters are what they
 * were when it was stored. They are noted too late, and one that was lost counts from
 * zero again.
 */
final class CounterStore extends SimpleRedisStore {

	CounterStore(int port) {
		super(port);
	}

	@Override
	boolean serves(Map<String, String> entry) {
		return entry.get("counters").equals(counters(List.of(entry.get("names").split(" "))));
	}

	@Override
	Map<String, String> marks(TenantId tenant, Set<Tag> tags, String key) {
		List<String> names = new ArrayList<>(names("c", InvalidationScope.of(tenant), tags));
		names.addAll(names("c", InvalidationScope.allTenants(), tags));
		names.addAll(names("c", InvalidationScope.of(tenant), Set.of()));
		return Map.of("names", String.join(" ", names), "counters", counters(names));
	}

	@Override
	void invalidated(InvalidationScope scope, Set<Tag> tags) {
		names("c", scope, tags).forEach((name) -> redis().incr(name));
	}

	private String counters(List<String> names) {
		return redis().mget(names.toArray(String[]::new))
			.stream()
			.map((counter) -> counter.getValueOrElse("0"))
			.collect(Collectors.joining(" "));
	}

}
