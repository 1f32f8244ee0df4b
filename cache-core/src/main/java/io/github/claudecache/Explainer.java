package io.github.claudecache;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.Reading;
import io.github.claudecache.store.StoredEntry;
import org.jspecify.annotations.Nullable;

/**
 * Says what would happen, without making it happen.
 */
final class Explainer {

	// Enough to find a close relative; an explanation is for people, not for a hot path.
	private static final int COMPARED_ENTRIES = 200;

	private final AnswerStore store;

	private final InstantSource clock;

	Explainer(AnswerStore store, InstantSource clock) {
		this.store = store;
		this.clock = clock;
	}

	Explanation explain(Inquiry inquiry) {
		Reading reading;
		try {
			reading = this.store.read(inquiry.key(), inquiry.tags()).toCompletableFuture().join();
		}
		catch (RuntimeException ex) {
			return new Explanation(Outcome.MISS, MissReason.STORE_FAULT, inquiry.fingerprints(), null, Set.of(), null);
		}
		Instant now = this.clock.instant();
		MissReason objection = reading.objection(inquiry.key(), now, inquiry.volatility().ttl());
		StoredEntry entry = reading.entry();
		Set<Tag> tags = (entry != null) ? entry.answer().tags() : Set.of();
		if (objection == null && entry != null) {
			return new Explanation(Outcome.EXACT, null, inquiry.fingerprints(), entry.answer().age(now), tags, null);
		}
		return new Explanation(Outcome.MISS, objection, inquiry.fingerprints(), null, tags, nearest(inquiry));
	}

	static Explanation bypassed(UnkeyableException unkeyable) {
		return new Explanation(Outcome.BYPASS, unkeyable.reason(), null, null, Set.of(), null);
	}

	private Explanation.@Nullable Nearest nearest(Inquiry inquiry) {
		return others(inquiry).stream()
			.filter((entry) -> !entry.key().equals(inquiry.key()))
			.flatMap((entry) -> Stream.ofNullable(entry.card())
				.map((card) -> new Explanation.Nearest(entry.key().fingerprint(),
						inquiry.fingerprints().card().differencesFrom(card))))
			.min(Comparator.comparingInt((candidate) -> candidate.differences().size()))
			.orElse(null);
	}

	// Why a question misses is worth saying even if there is nothing to compare it with.
	private List<StoredEntry> others(Inquiry inquiry) {
		try {
			return this.store.entries(inquiry.key().tenant(), Tag.ofCache(inquiry.request().cache()), COMPARED_ENTRIES)
				.toCompletableFuture()
				.join();
		}
		catch (RuntimeException ex) {
			return List.of();
		}
	}

}
