package io.github.claudecache.actuate;

import java.util.Map;
import java.util.function.Supplier;

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

	private final Supplier<Map<String, String>> troubles;

	/**
	 * Creates an indicator.
	 * @param store the store
	 * @param troubles what else is not as it should be: a name and a sentence for each
	 */
	public ClaudeCacheHealthIndicator(AnswerStore store, Supplier<Map<String, String>> troubles) {
		this.store = store;
		this.troubles = troubles;
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
		Map<String, String> others = this.troubles.get();
		Health.Builder health = Health.up()
			.withDetail("state", (status.available() && others.isEmpty()) ? "serving" : "degraded")
			.withDetail("store", status.kind())
			.withDetail("shared", status.shared());
		if (status.detail() != null) {
			health.withDetail("detail", status.detail());
		}
		others.forEach(health::withDetail);
		return health.build();
	}

}
