package io.github.claudecache;

import java.time.Duration;
import java.util.Set;

import io.github.claudecache.answer.CachedAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.answer.SemanticMatch;
import io.github.claudecache.audit.ServedHit;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.flight.Flight;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.Reason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.semantic.Judgement;
import io.github.claudecache.semantic.SemanticSearch;
import io.github.claudecache.store.Reading;
import io.github.claudecache.store.StoredEntry;
import org.jspecify.annotations.Nullable;

/**
 * How one lookup can end: each end is told to the listeners once. The cache's name is
 * always the caller's, not the one in an entry: what a shared store holds must not name
 * meters.
 */
final class LookupEnding {

	private final LookupDesk desk;

	private final Inquiry inquiry;

	private @Nullable SemanticSearch search;

	LookupEnding(LookupDesk desk, Inquiry inquiry) {
		this.desk = desk;
		this.inquiry = inquiry;
	}

	/**
	 * The entry of the question is served.
	 */
	Lookup hit(Reading reading) {
		StoredEntry entry = reading.entry();
		if (entry == null) {
			throw new IllegalStateException("A hit needs an entry");
		}
		return served(entry, Outcome.EXACT, null);
	}

	/**
	 * The answer to another wording is served, if one was found. What was found is kept
	 * for the ticket.
	 * @param took how long the search took
	 * @return the hit; {@code null} if there is none
	 */
	@Nullable Lookup otherWording(SemanticSearch found, AnswerReader reader, Duration took) {
		this.search = found;
		found.decisions().forEach(this::tell);
		if (!found.decisions().isEmpty()) {
			this.desk.tell(new CacheEvent.Judged(this.inquiry.request().cache(), this.inquiry.key().tenant(),
					this.inquiry.key().fingerprint(), found.decisions().stream().map(LookupEnding::judged).toList(),
					took));
		}
		StoredEntry entry = found.entry();
		if (entry == null || !reader.reads(entry.answer())) {
			return null;
		}
		SemanticSearch.Decision decision = found.decisions().get(found.decisions().size() - 1);
		if (decision.candidate().entry().equals(this.inquiry.key().fingerprint())) {
			// Another caller's answer to this very question arrived during the search.
			return served(entry, Outcome.EXACT, null);
		}
		return served(entry, Outcome.SEMANTIC, new SemanticMatch(decision.candidate().entry(),
				decision.candidate().similarity(), decision.judgement().score()));
	}

	/**
	 * The answer of another caller is served.
	 */
	Lookup joined(CachedAnswer answer, @Nullable RefusalReason refusal) {
		tellMiss(MissReason.JOINED_FLIGHT);
		return new Hit(answer, new Provenance(Outcome.MISS, MissReason.JOINED_FLIGHT, refusal, Duration.ZERO,
				this.inquiry.key().fingerprint(), (refusal == null) ? answer.tags() : Set.of(), null));
	}

	/**
	 * The caller has to ask.
	 */
	Lookup ticket(Reason reason, @Nullable Stamp born, @Nullable Flight flight, @Nullable RefusalReason refusal) {
		if (reason instanceof BypassReason aside) {
			this.desk.tell(new CacheEvent.Bypassed(this.inquiry.request().cache(), aside));
		}
		else if (reason instanceof MissReason missed) {
			tellMiss(missed);
		}
		return this.desk.ticket(new Errand(this.inquiry.request().cache(), reason, this.inquiry, born, this.desk.now(),
				flight, refusal, this.search, null));
	}

	void tellMiss(MissReason reason) {
		this.desk.tell(new CacheEvent.Missed(this.inquiry.request().cache(), this.inquiry.key().tenant(),
				this.inquiry.key().fingerprint(), reason));
	}

	private Lookup served(StoredEntry entry, Outcome outcome, @Nullable SemanticMatch match) {
		CachedAnswer answer = entry.answer();
		if (this.inquiry.shadow()) {
			return shadowed(answer, outcome);
		}
		Duration age = answer.age(this.desk.now());
		this.desk.tell(new CacheEvent.Served(this.inquiry.request().cache(), this.inquiry.key().tenant(),
				this.inquiry.key().fingerprint(), outcome, age, this.inquiry.volatility(), answer.usage(),
				answer.model()));
		return new Hit(answer,
				new Provenance(outcome, null, null, age, this.inquiry.key().fingerprint(), answer.tags(), match));
	}

	// The caller's own answer is not kept: a cache that serves would not have it.
	private Lookup shadowed(CachedAnswer answer, Outcome outcome) {
		String cache = this.inquiry.request().cache();
		this.desk.tell(new CacheEvent.Shadowed(cache, outcome));
		tellMiss(MissReason.SHADOWED);
		return this.desk.ticket(new Errand(cache, MissReason.SHADOWED, this.inquiry, null, this.desk.now(), null,
				RefusalReason.SHADOWED, null,
				new ServedHit(cache, outcome, this.inquiry.request().message(), answer.payload())));
	}

	private void tell(SemanticSearch.Decision decision) {
		String cache = this.inquiry.request().cache();
		if (decision.verification() != null) {
			this.desk.tell(new CacheEvent.CandidateVerified(cache, decision.verification()));
		}
		if (!decision.served()) {
			this.desk.tell(new CacheEvent.CandidateRefused(cache, refusedBy(decision)));
		}
	}

	private static CacheEvent.Judged.Candidate judged(SemanticSearch.Decision decision) {
		return new CacheEvent.Judged.Candidate(decision.candidate().entry(), decision.candidate().similarity(),
				decision.judgement().score(), decision.served() ? null : refusedBy(decision));
	}

	private static String refusedBy(SemanticSearch.Decision decision) {
		String guard = decision.judgement().vetoedBy();
		if (guard != null) {
			return guard;
		}
		if (decision.judgement().ruling() == Judgement.Ruling.DIFFERENT) {
			return CacheEvent.CandidateRefused.SCORE;
		}
		if (decision.objection() == MissReason.REPORTED) {
			return CacheEvent.CandidateRefused.REPORT;
		}
		return (decision.verification() != null) ? CacheEvent.CandidateRefused.VERIFIER
				: CacheEvent.CandidateRefused.ENTRY;
	}

}
