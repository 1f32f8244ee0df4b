package io.github.claudecache.client.springai;

import io.github.claudecache.identity.TenantId;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Says who subscribes to a stream. A stream runs on whatever thread its source uses, so
 * nothing that a thread says about its caller is believed. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public interface Subscribers {

	/**
	 * The tenant of a subscriber.
	 * @param context the subscriber's context
	 * @return the tenant; fails with an
	 * {@link io.github.claudecache.key.UnkeyableException} if it is not known, and the
	 * call goes to Claude uncached
	 */
	Mono<TenantId> tenant(ContextView context);

	/**
	 * Whether the subscriber is inside a reactive transaction, whose answers are not
	 * kept. To be subscribed to with the context of the subscriber.
	 * @return {@code true} inside a transaction
	 */
	Mono<Boolean> inTransaction();

}
