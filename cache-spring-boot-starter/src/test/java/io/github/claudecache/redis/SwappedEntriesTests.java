package io.github.claudecache.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.Hit;
import io.github.claudecache.Lookup;
import io.github.claudecache.Ticket;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.Reading;
import io.github.claudecache.store.StoredEntry;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.store.ForwardingAnswerStore;
import io.lettuce.core.RestoreArgs;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * P4: a reader never gets what was stored for another question, tenant or namespace,
 * while somebody moves values between random keys.
 */
class SwappedEntriesTests {

	private static final int READERS = 8;

	// More on demand: -Dclaudecache.lookups=1000000.
	private static final int LOOKUPS = Integer.getInteger("claudecache.lookups", 24_000);

	private static final int QUESTIONS = 12;

	private static final List<TenantId> TENANTS = List.of(EntryRig.ACME, EntryRig.GLOBEX, new TenantId("acme:"));

	@Test
	void nobodyGetsAForeignAnswerAndEveryForeignEntryIsCounted() {
		Tally tally = run(UnaryOperator.identity());

		assertThat(tally.foreign.get()).isZero();
		assertThat(tally.served.get()).isPositive();
		assertThat(tally.mismatches).isPositive();
		assertThat(tally.counted).isEqualTo(LOOKUPS);
	}

	// The control: without the comparison the very same run serves foreign answers.
	@Test
	void withoutTheComparisonForeignAnswersAreServed() {
		Tally tally = run(Gullible::new);

		assertThat(tally.foreign.get()).isPositive();
	}

	private static Tally run(UnaryOperator<AnswerStore> planted) {
		String prefix = "t" + UUID.randomUUID();
		try (EntryRig rig = new EntryRig(new Namespace(prefix, 3), planted);
				EntryRig later = new EntryRig(new Namespace(prefix, 4), planted)) {
			List<Place> places = new ArrayList<>();
			for (EntryRig each : List.of(rig, later)) {
				for (TenantId tenant : TENANTS) {
					for (int i = 0; i < QUESTIONS; i++) {
						places.add(Place.fill(each, EntryRig.request(tenant, "Question " + i)));
					}
				}
			}
			rig.events.clear();
			later.events.clear();
			Tally tally = new Tally();
			read(places, tally);
			for (EntryRig each : List.of(rig, later)) {
				tally.counted += each.events.lookups();
				tally.mismatches += each.events.missed(MissReason.IDENTITY_MISMATCH);
				assertThat(each.events.events(CacheEvent.StoreFailed.class)).isEmpty();
			}
			return tally;
		}
	}

	private static void read(List<Place> places, Tally tally) {
		AtomicInteger left = new AtomicInteger(LOOKUPS);
		AtomicBoolean done = new AtomicBoolean();
		AtomicReference<Throwable> failure = new AtomicReference<>();
		List<Thread> threads = new ArrayList<>();
		Thread writer = new Thread(() -> {
			Random random = new Random(1);
			while (!done.get()) {
				swap(places, random);
			}
		});
		writer.setUncaughtExceptionHandler((thread, error) -> failure.set(error));
		writer.start();
		for (int i = 0; i < READERS; i++) {
			Random random = new Random(100 + i);
			Thread reader = new Thread(() -> {
				while (left.getAndDecrement() > 0) {
					places.get(random.nextInt(places.size())).look(tally);
				}
			});
			reader.setUncaughtExceptionHandler((thread, error) -> failure.set(error));
			threads.add(reader);
			reader.start();
		}
		threads.forEach(Eventually::ended);
		done.set(true);
		Eventually.ended(writer);
		assertThat(failure.get()).isNull();
	}

	// Whole entries, single fields, across tenants and namespaces; half of the time
	// things
	// are put right, so that there is something to serve.
	private static void swap(List<Place> places, Random random) {
		Place one = places.get(random.nextInt(places.size()));
		Place other = places.get(random.nextInt(places.size()));
		switch (random.nextInt(4)) {
			case 0 -> {
				one.restore(other.dump);
				other.restore(one.dump);
			}
			case 1 -> one.rig.redis().hset(one.key, EntryRig.ENTRY, other.fields.get("e"));
			default -> {
				one.restore(one.dump);
				other.restore(other.dump);
			}
		}
	}

	/**
	 * A key with what belongs there.
	 */
	private record Place(EntryRig rig, ClaudeRequest request, byte[] key, byte[] dump, Map<String, byte[]> fields,
			String answer) {

		static Place fill(EntryRig rig, ClaudeRequest request) {
			String answer = rig.namespace.versioned() + "/" + request.tenant() + "/" + request.message();
			byte[] key = rig.kept(request, answer);
			Map<String, byte[]> fields = new LinkedHashMap<>();
			rig.redis().hgetall(key).forEach((name, value) -> fields.put(Commands.text(name), value));
			return new Place(rig, request, key, rig.redis().dump(key), fields, answer);
		}

		void restore(byte[] dumped) {
			this.rig.redis().restore(this.key, dumped, RestoreArgs.Builder.ttl(600_000).replace());
		}

		void look(Tally tally) {
			ClaudeCache cache = this.rig.cache;
			Lookup lookup = cache.open(this.request);
			if (lookup instanceof Ticket ticket) {
				ticket.abandon();
			}
			else if (lookup instanceof Hit hit) {
				boolean own = hit.answer().payload().body().equals(this.answer);
				(own ? tally.served : tally.foreign).incrementAndGet();
			}
		}

	}

	/**
	 * What happened in a run.
	 */
	private static final class Tally {

		private final AtomicInteger served = new AtomicInteger();

		private final AtomicInteger foreign = new AtomicInteger();

		private long counted;

		private long mismatches;

	}

	/**
	 * Believes that whatever is under a key belongs there.
	 */
	private static final class Gullible extends ForwardingAnswerStore {

		Gullible(AnswerStore delegate) {
			super(delegate);
		}

		@Override
		public CompletionStage<Reading> read(EntryKey key, Set<Tag> tags) {
			return super.read(key, tags).thenApply((reading) -> {
				StoredEntry entry = reading.entry();
				return (entry == null) ? reading : Reading.of(new StoredEntry(key, entry.cache(), entry.scope(),
						entry.card(), entry.answer(), entry.stamp(), entry.expires()), reading.standing());
			});
		}

	}

}
