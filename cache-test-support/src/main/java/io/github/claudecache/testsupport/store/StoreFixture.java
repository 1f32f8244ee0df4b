package io.github.claudecache.testsupport.store;

import java.time.Duration;

import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.Reading;
import io.github.claudecache.store.StoreOutcome;
import io.github.claudecache.store.StoredEntry;
import io.github.claudecache.testsupport.Eventually;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A store under test, with its operations in the short form that the contracts speak.
 */
abstract class StoreFixture {

	static final Duration LONG = Duration.ofDays(8);

	static final Duration SHORT = Duration.ofMillis(200);

	static final TenantId ACME = new TenantId("acme");

	static final TenantId GLOBEX = new TenantId("globex");

	static final InvalidationScope OF_ACME = InvalidationScope.of(ACME);

	static final InvalidationScope EVERYONE = InvalidationScope.allTenants();

	final EntryKey question = SampleEntry.key(ACME, "What is the return policy?");

	@Nullable AnswerStoreHarness harness;

	/**
	 * Opens an empty store.
	 * @param retention how long its ledgers must remember single invalidations; a test
	 * that wants them forgotten asks for a short time
	 * @return the store
	 */
	protected abstract AnswerStoreHarness open(Duration retention);

	@BeforeEach
	void openStore() {
		reopen(LONG);
	}

	@AfterEach
	void closeStore() {
		harness().close();
	}

	final void reopen(Duration retention) {
		if (this.harness != null) {
			this.harness.close();
		}
		this.harness = open(retention);
	}

	final AnswerStoreHarness harness() {
		assertThat(this.harness).isNotNull();
		return this.harness;
	}

	final AnswerStore store() {
		return harness().store();
	}

	final Reading read(EntryKey key, String... tags) {
		return Eventually.get(store().read(key, SampleEntry.tags(tags)));
	}

	final Stamp capture(EntryKey key, String... tags) {
		return Eventually.get(store().capture(key, SampleEntry.tags(tags))).standing().capture();
	}

	final Standing check(TenantId tenant, String... tags) {
		return Eventually.get(store().check(tenant, SampleEntry.tags(tags)));
	}

	final StoredEntry entry(EntryKey key, Stamp stamp, String text, String... tags) {
		return SampleEntry.of(key, stamp, harness().clock().instant(), text, tags);
	}

	final StoreOutcome store(EntryKey key, Stamp stamp, String text, String... tags) {
		return Eventually.get(store().store(entry(key, stamp, text, tags)));
	}

	final void captureAndStore(EntryKey key, String text, String... tags) {
		assertThat(store(key, capture(key), text, tags)).isEqualTo(StoreOutcome.STORED);
	}

	final Invalidation invalidate(InvalidationScope scope, String... tags) {
		return Eventually.get(store().invalidate(scope, SampleEntry.tags(tags)));
	}

	final @Nullable MissReason objection(EntryKey key, Reading reading) {
		return reading.objection(key, harness().clock().instant(), SampleEntry.TTL);
	}

	final void assertServed(EntryKey key, String text) {
		Reading reading = read(key);
		assertThat(objection(key, reading)).isNull();
		assertThat(reading.entry()).isNotNull();
		assertThat(reading.entry().answer().payload().body()).isEqualTo(text);
	}

	// A store may have removed what its ledger has voided.
	final void assertNotServed(EntryKey key, MissReason reason) {
		assertThat(objection(key, read(key))).isIn(reason, MissReason.NOT_FOUND);
	}

}
