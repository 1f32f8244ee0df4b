package io.github.claudecache.actuate;

import java.lang.reflect.Proxy;
import java.util.Map;

import io.github.claudecache.store.AnswerStore;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The cache never takes a service out of rotation.
 */
class ClaudeCacheHealthIndicatorTests {

	@Test
	void aStoreThatAnswersIsServing() {
		Health health = new ClaudeCacheHealthIndicator(new SwitchableStore(), Map::of).health();
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).isEqualTo(Map.of("state", "serving", "store", "switchable", "shared", true));
	}

	@Test
	void aStoreThatIsAwayIsDegradedAndUp() {
		SwitchableStore store = new SwitchableStore();
		store.goAway();
		Health health = new ClaudeCacheHealthIndicator(store, Map::of).health();
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("state", "degraded")
			.containsEntry("detail", "Connection refused");
	}

	@Test
	void aStoreThatCannotEvenSayHowItIsIsDegradedAndUp() {
		AnswerStore broken = (AnswerStore) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { AnswerStore.class }, (proxy, method, arguments) -> {
					throw new IllegalStateException("broken");
				});
		Health health = new ClaudeCacheHealthIndicator(broken, Map::of).health();
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("state", "degraded");
	}

}
