package io.github.claudecache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.audit.HitAudit;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.semantic.SearchExplanation;
import io.github.claudecache.semantic.SemanticTier;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.Reading;
import io.github.claudecache.store.StoredEntry;
import org.jspecify.annotations.Nullable;

/**
 * Says what would happen, without making it happen.
 */
final class Explainer {

	// Enough to find a close relative; an explanation is for people, not for a hot path.
	private static final int COMPARED_ENTRIES = 200;

	private static final int EXPLAINED_SCOPES = 20;

	// Which one it is depends on the scope, and only reports of wrong answers ask for it.
	private static final Fingerprint NO_QUESTION = new Fingerprint("0".repeat(64));

	// What the class of a request allows is not known; an entry knows when it expires.
	private static final Duration ANY_AGE = Duration.ofDays(366);

	private final AnswerStore store;

	private final InstantSource clock;

	private final @Nullable SemanticTier semantic;

	private final HitAudit audit;

	Explainer(AnswerStore store, InstantSource clock, @Nullable SemanticTier semantic, HitAudit audit) {
		this.store = store;
		this.semantic = semantic;
		this.audit = audit;
		this.clock = clock;
	}

	Explanation explain(Inquiry inquiry) {
		Explanation explanation = explanation(inquiry);
		return (inquiry.shadow() && explanation.outcome() != Outcome.MISS) ? explanation.shadowed() : explanation;
	}

	private Explanation explanation(Inquiry inquiry) {
		Reading reading;
		try {
			reading = this.store.read(inquiry.key(), inquiry.tags()).toCompletableFuture().join();
		}
		catch (RuntimeException ex) {
			return new Explanation(Outcome.MISS, MissReason.STORE_FAULT, inquiry.fingerprints(), null, Set.of(), null,
					null);
		}
		Instant now = this.clock.instant();
		MissReason objection = reading.objection(inquiry.key(), now, inquiry.volatility().ttl());
		StoredEntry entry = reading.entry();
		Set<Tag> tags = (entry != null) ? entry.answer().tags() : Set.of();
		if (objection == null && entry != null) {
			return new Explanation(Outcome.EXACT, null, inquiry.fingerprints(), entry.answer().age(now), tags, null,
					null);
		}
		SearchExplanation wordings = wordings(inquiry);
		StoredEntry other = (wordings != null) ? wordings.entry() : null;
		if (other != null) {
			return new Explanation(Outcome.SEMANTIC, null, inquiry.fingerprints(), other.answer().age(now),
					other.answer().tags(), null, wordings);
		}
		return new Explanation(Outcome.MISS, objection, inquiry.fingerprints(), null, tags, nearest(inquiry), wordings);
	}

	List<ScopeExplanation> explain(String cache, TenantId tenant, String question) {
		SemanticTier tier = this.semantic;
		if (tier == null) {
			return List.of();
		}
		EntryKey asked = new EntryKey(tenant, NO_QUESTION);
		String closed = this.audit.closed(cache);
		return this.store.entries(tenant, Tag.ofCache(cache), COMPARED_ENTRIES)
			.toCompletableFuture()
			.join()
			.stream()
			.map(StoredEntry::scope)
			.distinct()
			.limit(EXPLAINED_SCOPES)
			.map((scope) -> new ScopeExplanation(scope, (closed != null) ? SearchExplanation.leftOut(closed)
					: tier.explain(asked, scope, question, ANY_AGE, new CandidateReader(this.store::read, Set.of()))
						.join()))
			.toList();
	}

	static Explanation bypassed(UnkeyableException unkeyable) {
		return new Explanation(Outcome.BYPASS, unkeyable.reason(), null, null, Set.of(), null, null);
	}

	private @Nullable SearchExplanation wordings(Inquiry inquiry) {
		if (this.semantic == null || !inquiry.semantic()) {
			return null;
		}
		try {
			String closed = this.audit.closed(inquiry.request().cache());
			if (closed != null) {
				return SearchExplanation.leftOut(closed);
			}
			return this.semantic
				.explain(inquiry.key(), inquiry.fingerprints().scope(),
						Objects.requireNonNull(inquiry.request().message()), inquiry.volatility().ttl(),
						new CandidateReader(this.store::read, inquiry.tags()))
				.join();
		}
		catch (RuntimeException ex) {
			return null;
		}
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
