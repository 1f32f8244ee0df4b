package io.github.claudecache.actuate;

import java.util.function.Supplier;

import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.StoreStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Says how the cache is doing. It is always {@code UP}: without its store the application
 * asks Claude, which is slower but right, so the cache must not take it out of rotation.
 * The detail {@code state} is {@code serving} or {@code degraded}. Never asks the store,
 * so it cannot be slow. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public class ClaudeCacheHealthIndicator implements HealthIndicator {

	private final AnswerStore store;

	private final Supplier<@Nullable String> trouble;

	/**
	 * Creates an indicator.
	 * @param store the store
	 * @param semanticTrouble why answers to other wordings are not served though a cache
	 * asks for them; {@code null} if they are, or if none does
	 */
	public ClaudeCacheHealthIndicator(AnswerStore store, Supplier<@Nullable String> semanticTrouble) {
		this.store = store;
		this.trouble = semanticTrouble;
	}

	@Override
	public Health health() {
		try {
			return describe(this.store.status());
		}
		catch (RuntimeException ex) {
			return Health.up().withDetail("state", "degraded").withDetail("detail", ex.getClass().getName()).build();
		}
	}

	private Health describe(StoreStatus status) {
		String semantic = this.trouble.get();
		Health.Builder health = Health.up()
			.withDetail("state", (status.available() && semantic == null) ? "serving" : "degraded")
			.withDetail("store", status.kind())
			.withDetail("shared", status.shared());
		if (status.detail() != null) {
			health.withDetail("detail", status.detail());
		}
		if (semantic != null) {
			health.withDetail("semantic", semantic);
		}
		return health.build();
	}

}
