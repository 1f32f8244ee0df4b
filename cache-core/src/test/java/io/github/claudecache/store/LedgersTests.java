package io.github.claudecache.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.freshness.Validity;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ledgers that come and go, because there are more tenants than may have one or because
 * they are dropped.
 */
class LedgersTests {

	private static final Set<Tag> TAG = Set.of(new Tag("policy:returns"));

	private static final TenantId ACME = new TenantId("acme");

	private final Ledgers tiny = new Ledgers(new InMemoryAnswerStore.Settings(1024 * 1024, 1, 1, Duration.ofDays(8)),
			() -> Instant.EPOCH);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	@Test
	void everyInvalidationEndsEvenIfEachTenantEvictsAnother() {
		for (int round = 0; round < 2_000; round++) {
			for (TenantId tenant : List.of(ACME, new TenantId("globex"), new TenantId("tenant " + round))) {
				Stamp before = this.tiny.begin(tenant, TAG).capture();

				this.tiny.invalidate(InvalidationScope.of(tenant), TAG);

				assertThat(this.tiny.standing(tenant, TAG).validity(before)).isNotEqualTo(Validity.VALID);
			}
		}
	}

	@Test
	void invalidationReachesTheLedgerThatReplacedTheOneItBeganWith() throws Exception {
		Future<?> dropping = this.threads.submit(() -> {
			while (!Thread.currentThread().isInterrupted()) {
				this.tiny.forget(InvalidationScope.of(ACME));
				this.tiny.forget(InvalidationScope.allTenants());
			}
		});
		List<Future<?>> checking = new ArrayList<>();
		for (int thread = 0; thread < 4; thread++) {
			InvalidationScope scope = (thread % 2 == 0) ? InvalidationScope.of(ACME) : InvalidationScope.allTenants();
			checking.add(this.threads.submit(() -> {
				for (int i = 0; i < 20_000; i++) {
					Stamp before = this.tiny.begin(ACME, TAG).capture();
					this.tiny.invalidate(scope, TAG);
					assertThat(this.tiny.standing(ACME, TAG).validity(before)).isNotEqualTo(Validity.VALID);
				}
			}));
		}
		for (Future<?> each : checking) {
			each.get(60, TimeUnit.SECONDS);
		}
		dropping.cancel(true);
	}

}
