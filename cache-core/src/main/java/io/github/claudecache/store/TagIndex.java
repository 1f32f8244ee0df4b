package io.github.claudecache.store;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;

/**
 * Which entries carry a tag. Never asked whether an entry may be served: losing a row
 * costs memory until the entry expires, nothing else.
 */
final class TagIndex {

	private final Map<TenantId, Map<Tag, Set<Fingerprint>>> tenants = new ConcurrentHashMap<>();

	void add(EntryKey key, Collection<Tag> tags) {
		this.tenants.compute(key.tenant(), (tenant, rows) -> {
			Map<Tag, Set<Fingerprint>> present = (rows != null) ? rows : new ConcurrentHashMap<>();
			for (Tag tag : tags) {
				present.computeIfAbsent(tag, (any) -> ConcurrentHashMap.newKeySet()).add(key.fingerprint());
			}
			return present;
		});
	}

	void remove(EntryKey key, Collection<Tag> tags) {
		this.tenants.computeIfPresent(key.tenant(), (tenant, rows) -> {
			for (Tag tag : tags) {
				rows.computeIfPresent(tag, (any, row) -> (row.remove(key.fingerprint()) && row.isEmpty()) ? null : row);
			}
			return rows.isEmpty() ? null : rows;
		});
	}

	Set<Tag> tags(TenantId tenant) {
		return Set.copyOf(this.tenants.getOrDefault(tenant, Map.of()).keySet());
	}

	Set<Fingerprint> entries(TenantId tenant, Tag tag) {
		return Set.copyOf(this.tenants.getOrDefault(tenant, Map.of()).getOrDefault(tag, Set.of()));
	}

	int size(TenantId tenant, Tag tag) {
		return this.tenants.getOrDefault(tenant, Map.of()).getOrDefault(tag, Set.of()).size();
	}

}
