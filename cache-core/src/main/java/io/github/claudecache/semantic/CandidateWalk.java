package io.github.claudecache.semantic;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.VerificationOutcome;
import io.github.claudecache.semantic.SemanticSearch.Decision;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.Reading;
import io.github.claudecache.store.StoredEntry;
import org.jspecify.annotations.Nullable;

/**
 * One question and its candidates, judged one after the other. Steps run one after
 * another, so the fields need no lock.
 */
final class CandidateWalk {

	// What will not come back under the same key.
	private static final Set<MissReason> GONE = EnumSet.of(MissReason.NOT_FOUND, MissReason.EXPIRED,
			MissReason.INVALIDATED, MissReason.ERA_CHANGED);

	private final WalkMeans means;

	private final SemanticSearch asked;

	private final List<SemanticIndex.Candidate> candidates;

	private final EntryReader reader;

	private final List<Decision> decisions = new ArrayList<>();

	private boolean verified;

	CandidateWalk(WalkMeans means, SemanticSearch asked, List<SemanticIndex.Candidate> candidates, EntryReader reader) {
		this.means = means;
		this.asked = asked;
		this.candidates = candidates;
		this.reader = reader;
	}

	/**
	 * Goes on until an entry may be served or nothing is left.
	 * @param objection says why an entry may not be served
	 */
	CompletableFuture<SemanticSearch> next(BiFunction<Reading, EntryKey, @Nullable MissReason> objection) {
		while (this.decisions.size() < this.candidates.size()) {
			SemanticIndex.Candidate candidate = this.candidates.get(this.decisions.size());
			if (candidate.similarity() < this.means.floor()) {
				break;
			}
			Judgement judgement = judge(candidate);
			if (judgement.ruling() != Judgement.Ruling.DIFFERENT) {
				return read(candidate, judgement, objection);
			}
			this.decisions.add(new Decision(candidate, judgement, null, null));
		}
		return CompletableFuture.completedFuture(this.asked.with(this.decisions, null));
	}

	private CompletableFuture<SemanticSearch> read(SemanticIndex.Candidate candidate, Judgement judgement,
			BiFunction<Reading, EntryKey, @Nullable MissReason> objection) {
		EntryKey key = new EntryKey(this.asked.partition().tenant(), candidate.entry());
		CompletableFuture<Boolean> reported = reported(candidate.entry());
		return this.reader.entry(key).toCompletableFuture().thenCombine(reported, (reading, wrong) -> {
			StoredEntry entry = reading.entry();
			MissReason found = objection.apply(reading, key);
			if (found == null && entry != null && !entry.scope().equals(this.asked.partition().scope())) {
				found = MissReason.IDENTITY_MISMATCH;
			}
			if (found == null && wrong) {
				found = MissReason.REPORTED;
			}
			if (found != null || entry == null) {
				this.decisions.add(new Decision(candidate, judgement, found, null));
				if (GONE.contains(found)) {
					this.means.gone(this.asked.partition(), candidate.entry());
				}
				return next(objection);
			}
			if (judgement.serves()) {
				this.decisions.add(new Decision(candidate, judgement, null, null));
				return CompletableFuture.completedFuture(this.asked.with(this.decisions, entry));
			}
			return verify(candidate, entry).thenCompose((outcome) -> {
				this.decisions.add(new Decision(candidate, judgement, null, outcome));
				return outcome.confirmed() ? CompletableFuture.completedFuture(this.asked.with(this.decisions, entry))
						: next(objection);
			});
		}).thenCompose((next) -> next);
	}

	// A report that cannot be read fails the search, as an entry does that cannot be.
	private CompletableFuture<Boolean> reported(Fingerprint entry) {
		EntryKey key = new EntryKey(this.asked.partition().tenant(),
				Fingerprint.ofReport(this.asked.fingerprint(), entry));
		return this.reader.report(key).toCompletableFuture().thenApply((reading) -> this.means.holds(reading, key));
	}

	// One call for a question: whoever waits for an answer does not wait for several.
	private CompletableFuture<VerificationOutcome> verify(SemanticIndex.Candidate candidate, StoredEntry entry) {
		Verification verification = this.means.verification();
		if (verification == null || this.verified) {
			return CompletableFuture.completedFuture(VerificationOutcome.NOT_ASKED);
		}
		return verification.of(entry, candidate.question().text(), this.asked.question().text())
			.whenComplete((outcome, error) -> this.verified = outcome.asked());
	}

	// A guard that fails is a guard that says no.
	private Judgement judge(SemanticIndex.Candidate candidate) {
		try {
			return this.means.judge().judge(candidate.question(), this.asked.question(), candidate.similarity());
		}
		catch (RuntimeException | LinkageError | StackOverflowError ex) {
			return new Judgement(Judgement.Ruling.DIFFERENT, 0, Judgement.FAILED);
		}
	}

}
