package io.github.claudecache.testsupport.freshness;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.Hit;
import io.github.claudecache.Lookup;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.FakeTransactions;
import io.github.claudecache.testsupport.ManualPatience;
import io.github.claudecache.testsupport.store.AnswerStoreHarness;
import io.github.claudecache.testsupport.store.InterleavingStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A cache over a store under test, with the steps of an interleaving in short form.
 */
abstract class FreshnessFixture {

	static final Duration LONG = Duration.ofDays(8);

	static final Duration SHORT = Duration.ofMillis(200);

	static final TenantId ACME = new TenantId("acme");

	static final TenantId GLOBEX = new TenantId("globex");

	static final InvalidationScope OF_ACME = InvalidationScope.of(ACME);

	static final InvalidationScope EVERYONE = InvalidationScope.allTenants();

	static final String TAG = "policy:returns";

	static final String LATE = "doc:returns";

	final EventLog events = new EventLog();

	final ManualPatience patience = new ManualPatience();

	final FakeTransactions transactions = new FakeTransactions();

	private @Nullable AnswerStoreHarness harness;

	private @Nullable InterleavingStore store;

	private @Nullable ClaudeCache cache;

	/**
	 * Opens an empty store.
	 * @param retention how long its ledgers must remember single invalidations; a test
	 * that wants them forgotten asks for a short time
	 * @return the store
	 */
	protected abstract AnswerStoreHarness open(Duration retention);

	@BeforeEach
	void openCache() {
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
		this.store = new InterleavingStore(this.harness.store());
		this.cache = cacheOn(this.store);
	}

	/** The first lookup of a tenant captures twice; tests that count steps come later. */
	final void beginLedgers() {
		miss(ClaudeRequest.builder("faq", ACME).message("first of all").build()).abandon();
		this.events.clear();
	}

	final ClaudeCache cacheOn(AnswerStore store) {
		return ClaudeCache.builder()
			.caches(CacheDefinition.of("faq", "reference"))
			.store(store)
			.clock(harness().clock())
			.waiting(this.patience, Duration.ofSeconds(30))
			.transactions(this.transactions)
			.listeners(List.of(this.events))
			.build();
	}

	final AnswerStoreHarness harness() {
		assertThat(this.harness).isNotNull();
		return this.harness;
	}

	final InterleavingStore store() {
		assertThat(this.store).isNotNull();
		return this.store;
	}

	final ClaudeCache cache() {
		assertThat(this.cache).isNotNull();
		return this.cache;
	}

	final ClaudeRequest question(TenantId tenant) {
		return ClaudeRequest.builder("faq", tenant).message("May I return it?").tags(TAG).build();
	}

	final ClaudeRequest question() {
		return question(ACME);
	}

	final CompletableFuture<Lookup> begin(ClaudeRequest request) {
		return cache().openAsync(request, false);
	}

	/** R: a lookup that must find nothing and is given the task of asking. */
	final Ticket miss(ClaudeRequest request) {
		return ticket(begin(request));
	}

	/** R: a lookup that must find nothing and is not needed any more. */
	final void assertMiss(ClaudeRequest request, MissReason reason) {
		Ticket ticket = miss(request);
		assertThat(ticket.reason()).isIn(reason, MissReason.NOT_FOUND);
		ticket.abandon();
	}

	/** R: a lookup that must be served. */
	final void assertServed(ClaudeRequest request, String text) {
		Lookup lookup = Eventually.get(begin(request));
		assertThat(lookup).isInstanceOf(Hit.class);
		Hit hit = (Hit) lookup;
		assertThat(hit.answer().payload().body()).isEqualTo(text);
		assertThat(hit.provenance().outcome()).isEqualTo(Outcome.EXACT);
		assertThat(hit.provenance().reason()).isNull();
	}

	static Ticket ticket(CompletableFuture<Lookup> lookup) {
		Lookup found = Eventually.get(lookup);
		assertThat(found).isInstanceOf(Ticket.class);
		return (Ticket) found;
	}

	/** J, when the flight has landed: the caller was given the leader's answer. */
	static Provenance assertShared(CompletableFuture<Lookup> lookup, String text) {
		Lookup found = Eventually.get(lookup);
		assertThat(found).isInstanceOf(Hit.class);
		Hit hit = (Hit) found;
		assertThat(hit.answer().payload().body()).isEqualTo(text);
		assertThat(hit.provenance().outcome()).isEqualTo(Outcome.MISS);
		assertThat(hit.provenance().reason()).isEqualTo(MissReason.JOINED_FLIGHT);
		return hit.provenance();
	}

	/** W3 to W5: hands an answer in that is kept. */
	static void keep(Ticket ticket, String text, String... lateTags) {
		Provenance provenance = complete(ticket, text, lateTags);
		assertThat(provenance.refusal()).isNull();
		assertThat(provenance.outcome()).isEqualTo(Outcome.MISS);
	}

	/** W3: hands an answer in that is discarded, since something in it is void. */
	static void discard(Ticket ticket, String text, String... lateTags) {
		assertThat(complete(ticket, text, lateTags).refusal()).isEqualTo(RefusalReason.INVALIDATED_IN_FLIGHT);
	}

	static Provenance complete(Ticket ticket, String text, String... lateTags) {
		return Eventually.get(completeAsync(ticket, text, lateTags));
	}

	static CompletableFuture<Provenance> completeAsync(Ticket ticket, String text, String... lateTags) {
		return ticket.completeAsync(AnswerDraft.complete(text), List.of(lateTags).stream().map(Tag::new).toList());
	}

	/** I1: an invalidation, acknowledged when this returns. */
	final void invalidate(InvalidationScope scope, String... tags) {
		Set<Tag> named = Set.copyOf(List.of(tags).stream().map(Tag::new).toList());
		if (scope instanceof InvalidationScope.OneTenant one) {
			assertThat((named.isEmpty() ? cache().invalidation().invalidateTenant(one.tenant())
					: cache().invalidation().invalidate(one.tenant(), named))
				.applied()).isTrue();
		}
		else {
			assertThat((named.isEmpty() ? cache().invalidation().invalidateEverything()
					: cache().invalidation().invalidateForAllTenants(named))
				.applied()).isTrue();
		}
	}

	final void assertDiscarded(int times) {
		assertThat(this.events.notStored(RefusalReason.INVALIDATED_IN_FLIGHT)).isEqualTo(times);
	}

	/** Every lookup was told of once, and so was every answer that was handed in. */
	final void assertCounted(int lookups, int answers) {
		assertThat(this.events.lookups()).isEqualTo(lookups);
		assertThat(this.events.stored() + this.events.notStored()).isEqualTo(answers);
		assertThat(this.events.events(CacheEvent.StoreFailed.class)).isEmpty();
	}

}
