package io.github.claudecache.client;

import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.UnkeyableException;

/**
 * Says whose call it is, where the call itself does not. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public interface CallTenants {

	/**
	 * The tenant of the calling thread.
	 * @return the tenant
	 * @throws UnkeyableException if there is none; the call then goes to Claude uncached
	 */
	TenantId ofThread();

	/**
	 * The tenant of a call that runs on a thread of a client library: asynchronous
	 * clients hand their requests to an executor before an adapter sees them. What such a
	 * thread says about a tenant may be left from another call.
	 * @return the tenant of an application that has only one
	 * @throws UnkeyableException if the application has several; the call then goes to
	 * Claude uncached
	 */
	TenantId elsewhere();

}
