package io.github.claudecache.autoconfigure;

import io.github.claudecache.aop.ReactiveTenantResolver;
import io.github.claudecache.aop.Tenants;
import io.github.claudecache.client.springai.Subscribers;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.transaction.ReactiveTransactionBoundary;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * The subscribers of streams are those of annotated methods that return a {@code Mono}.
 *
 * @param tenants decides whose call it is
 * @param resolver says who is subscribing, if the application has such a bean
 * @param transactions sees transactions, if there are reactive ones
 */
record SubscribersOfStreams(Tenants tenants, @Nullable ReactiveTenantResolver resolver,
		@Nullable ReactiveTransactionBoundary transactions) implements Subscribers {

	@Override
	public Mono<TenantId> tenant(ContextView context) {
		ReactiveTenantResolver present = this.resolver;
		if (present == null) {
			return Mono.fromSupplier(this.tenants::elsewhere);
		}
		return Mono.defer(() -> present.resolve(context))
			.onErrorMap((ex) -> missing("The tenant resolver failed: " + ex.getClass().getName()))
			.switchIfEmpty(Mono.defer(() -> this.tenants.required() ? Mono.error(missing("The call has no tenant"))
					: Mono.just(TenantId.DEFAULT)));
	}

	@Override
	public Mono<Boolean> inTransaction() {
		return (this.transactions != null) ? this.transactions.active() : Mono.just(false);
	}

	private static UnkeyableException missing(String message) {
		return new UnkeyableException(BypassReason.TENANT_MISSING, message);
	}

}
