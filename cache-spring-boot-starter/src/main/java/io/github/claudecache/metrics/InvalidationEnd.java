package io.github.claudecache.metrics;

import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationScope;

/**
 * How invalidations end, by how far they reach.
 */
enum InvalidationEnd {

	TENANT_APPLIED("tenant", "applied"), TENANT_WIDENED("tenant", "widened"), TENANT_FAILED("tenant", "failed"),
	ALL_APPLIED("all-tenants", "applied"), ALL_WIDENED("all-tenants", "widened"), ALL_FAILED("all-tenants", "failed");

	private final String scope;

	private final String outcome;

	InvalidationEnd(String scope, String outcome) {
		this.scope = scope;
		this.outcome = outcome;
	}

	static InvalidationEnd of(Invalidation invalidation) {
		if (invalidation.scope() instanceof InvalidationScope.OneTenant) {
			return invalidation.widened() ? TENANT_WIDENED : TENANT_APPLIED;
		}
		return invalidation.widened() ? ALL_WIDENED : ALL_APPLIED;
	}

	static InvalidationEnd failed(InvalidationScope scope) {
		return (scope instanceof InvalidationScope.OneTenant) ? TENANT_FAILED : ALL_FAILED;
	}

	String scope() {
		return this.scope;
	}

	String outcome() {
		return this.outcome;
	}

}
