package io.github.claudecache.semantic;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;

import io.github.claudecache.reason.MissReason;
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

	private final QuestionJudge judge;

	private final SemanticIndex index;

	private final SemanticSearch asked;

	private final List<SemanticIndex.Candidate> candidates;

	private final double floor;

	private final Function<EntryKey, CompletableFuture<Reading>> reader;

	private final List<SemanticSearch.Decision> decisions = new ArrayList<>();

	CandidateWalk(QuestionJudge judge, SemanticIndex index, SemanticSearch asked,
			List<SemanticIndex.Candidate> candidates, double floor,
			Function<EntryKey, CompletableFuture<Reading>> reader) {
		this.judge = judge;
		this.index = index;
		this.asked = asked;
		this.candidates = candidates;
		this.floor = floor;
		this.reader = reader;
	}

	/**
	 * Goes on until an entry may be served or nothing is left.
	 * @param objection says why an entry may not be served
	 */
	CompletableFuture<SemanticSearch> next(BiFunction<Reading, EntryKey, @Nullable MissReason> objection) {
		while (this.decisions.size() < this.candidates.size()) {
			SemanticIndex.Candidate candidate = this.candidates.get(this.decisions.size());
			if (candidate.similarity() < this.floor) {
				break;
			}
			Judgement judgement = judge(candidate);
			if (judgement.serves()) {
				return read(candidate, judgement, objection);
			}
			decide(candidate, judgement, null);
		}
		return CompletableFuture.completedFuture(this.asked.with(this.decisions, null));
	}

	private CompletableFuture<SemanticSearch> read(SemanticIndex.Candidate candidate, Judgement judgement,
			BiFunction<Reading, EntryKey, @Nullable MissReason> objection) {
		EntryKey key = new EntryKey(this.asked.partition().tenant(), candidate.entry());
		return this.reader.apply(key).thenCompose((reading) -> {
			StoredEntry entry = reading.entry();
			MissReason found = objection.apply(reading, key);
			if (found == null && entry != null && !entry.scope().equals(this.asked.partition().scope())) {
				found = MissReason.IDENTITY_MISMATCH;
			}
			decide(candidate, judgement, found);
			if (found == null) {
				return CompletableFuture.completedFuture(this.asked.with(this.decisions, entry));
			}
			if (GONE.contains(found)) {
				this.index.remove(this.asked.partition(), candidate.entry());
			}
			return next(objection);
		});
	}

	// A guard that fails is a guard that says no.
	private Judgement judge(SemanticIndex.Candidate candidate) {
		try {
			return this.judge.judge(candidate.question(), this.asked.question(), candidate.similarity());
		}
		catch (RuntimeException | LinkageError | StackOverflowError ex) {
			return new Judgement(false, 0, Judgement.FAILED, List.of(ex.getClass().getName()));
		}
	}

	private void decide(SemanticIndex.Candidate candidate, Judgement judgement, @Nullable MissReason objection) {
		this.decisions.add(new SemanticSearch.Decision(candidate.entry(), candidate.question().text(),
				candidate.similarity(), judgement, objection));
	}

}
