package io.github.claudecache.actuate;

import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.StoreStatus;

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

	/**
	 * Creates an indicator.
	 * @param store the store
	 */
	public ClaudeCacheHealthIndicator(AnswerStore store) {
		this.store = store;
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

	private static Health describe(StoreStatus status) {
		Health.Builder health = Health.up()
			.withDetail("state", status.available() ? "serving" : "degraded")
			.withDetail("store", status.kind())
			.withDetail("shared", status.shared());
		if (status.detail() != null) {
			health.withDetail("detail", status.detail());
		}
		return health.build();
	}

}
