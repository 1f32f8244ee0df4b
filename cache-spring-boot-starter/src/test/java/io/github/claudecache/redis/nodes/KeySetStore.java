package io.github.claudecache.redis.nodes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;

/**
 * The control for tags as sets of keys: an invalidation removes the keys of the set. An
 * answer that is stored afterwards, but was begun before, is served.
 */
final class KeySetStore extends SimpleRedisStore {

	KeySetStore(int port) {
		super(port);
	}

	@Override
	boolean serves(Map<String, String> entry) {
		return true;
	}

	@Override
	Map<String, String> marks(TenantId tenant, Set<Tag> tags, String key) {
		List<String> sets = new ArrayList<>(names("s", InvalidationScope.of(tenant), tags));
		sets.addAll(names("s", InvalidationScope.allTenants(), tags));
		sets.addAll(names("s", InvalidationScope.of(tenant), Set.of()));
		sets.forEach((set) -> redis().sadd(set, key));
		return Map.of();
	}

	@Override
	void invalidated(InvalidationScope scope, Set<Tag> tags) {
		for (String set : names("s", scope, tags)) {
			Set<String> keys = redis().smembers(set);
			if (!keys.isEmpty()) {
				redis().unlink(keys.toArray(String[]::new));
				redis().srem(set, keys.toArray(String[]::new));
			}
		}
	}

}
