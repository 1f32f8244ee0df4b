package io.github.claudecache.autoconfigure;

import io.github.claudecache.aop.Tenants;
import io.github.claudecache.client.CallTenants;
import io.github.claudecache.identity.TenantId;

/**
 * The tenants of intercepted calls are those of annotated methods.
 *
 * @param tenants decides whose call it is
 */
record TenantsOfCalls(Tenants tenants) implements CallTenants {

	@Override
	public TenantId ofThread() {
		return this.tenants.current();
	}

	@Override
	public TenantId elsewhere() {
		return this.tenants.elsewhere();
	}

}
