package io.github.claudecache.actuate;

import java.util.List;
import java.util.Set;

import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * What an invalidation is asked to void.
 *
 * @param scope how far it is to reach
 * @param tags the tags; empty for everything in the scope
 */
record Target(InvalidationScope scope, Set<Tag> tags) {

	String scopeCode() {
		return (tenantId() != null) ? "tenant" : "all-tenants";
	}

	@Nullable TenantId tenantId() {
		return (this.scope instanceof InvalidationScope.OneTenant one) ? one.tenant() : null;
	}

	@Nullable String tenant() {
		TenantId tenant = tenantId();
		return (tenant != null) ? tenant.value() : null;
	}

	boolean everything() {
		return this.tags.isEmpty();
	}

	List<String> tagTexts() {
		return this.tags.stream().map(Tag::value).toList();
	}

	@Override
	public String toString() {
		String tenant = tenant();
		return "scope=" + scopeCode() + ((tenant != null) ? " tenant=" + Quoted.of(tenant) : "") + " tags="
				+ (everything() ? "everything" : tagTexts().stream().map(Quoted::of).toList());
	}

}
