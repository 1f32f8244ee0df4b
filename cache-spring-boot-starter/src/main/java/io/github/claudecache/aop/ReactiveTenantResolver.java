package io.github.claudecache.aop;

import io.github.claudecache.identity.TenantId;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Says who is asking in a method that returns a {@code Mono} or a {@code Flux}, from the
 * Reactor context of the subscriber. It comes before a {@link TenantResolver}, which only
 * sees threads.
 * <p>
 * Must be safe for use by many threads and must not block. When it fails, the call goes
 * to Claude and is counted.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ReactiveTenantResolver {

	/**
	 * The tenant of the current subscriber.
	 * @param context the subscriber's context
	 * @return the tenant; empty if it is not known
	 */
	Mono<TenantId> resolve(ContextView context);

}
