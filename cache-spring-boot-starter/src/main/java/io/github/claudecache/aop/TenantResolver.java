package io.github.claudecache.aop;

import io.github.claudecache.identity.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Says who is asking, for example from the security context of the calling thread. Once a
 * bean of this type exists, a call without a tenant is never cached.
 * <p>
 * Called on the thread of the call, for every call that has no
 * {@link io.github.claudecache.annotation.CacheTenant} parameter; must be fast and safe
 * for use by many threads. When it throws, the call goes to Claude and is counted.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TenantResolver {

	/**
	 * The tenant of the current call.
	 * @return the tenant, or {@code null} if it is not known
	 */
	@Nullable TenantId resolve();

}
