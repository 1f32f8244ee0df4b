package io.github.claudecache.freshness;

import io.github.claudecache.identity.TenantId;

/**
 * How far an invalidation reaches. One call has one scope; a tenant's invalidation never
 * touches another tenant, even when both use the same tag.
 *
 * @since 0.1.0
 */
public sealed interface InvalidationScope {

	/**
	 * One tenant.
	 * @param tenant the tenant
	 * @return the scope
	 */
	static InvalidationScope of(TenantId tenant) {
		return new OneTenant(tenant);
	}

	/**
	 * Every tenant: a shared document, a retired model.
	 * @return the scope
	 */
	static InvalidationScope allTenants() {
		return AllTenants.INSTANCE;
	}

	/**
	 * One tenant.
	 *
	 * @param tenant the tenant
	 */
	record OneTenant(TenantId tenant) implements InvalidationScope {

		@Override
		public String toString() {
			return "tenant " + this.tenant;
		}

	}

	/**
	 * Every tenant.
	 */
	enum AllTenants implements InvalidationScope {

		/** The only one. */
		INSTANCE;

		@Override
		public String toString() {
			return "all tenants";
		}

	}

}
