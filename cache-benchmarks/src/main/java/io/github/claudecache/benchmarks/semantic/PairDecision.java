package io.github.claudecache.benchmarks.semantic;

import java.util.Objects;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.semantic.Judgement;
import org.jspecify.annotations.Nullable;

/**
 * What a cache did with a pair.
 *
 * @param hit whether it served the answer to one question for the other
 * @param score 1 for the same question, 0 if nothing was near enough to be judged
 * @param vetoedBy the guard that decided against it, if one did
 */
record PairDecision(boolean hit, double score, @Nullable String vetoedBy) {

	/**
	 * Asks a fresh cache the one question, then the other.
	 */
	static PairDecision of(ReplayCache cache, LabelledPair pair) {
		ask(cache, pair.cached());
		cache.takeJudgement();
		Outcome outcome = ask(cache, pair.asked());
		Judgement judgement = cache.takeJudgement();
		return new PairDecision(outcome == Outcome.EXACT || outcome == Outcome.SEMANTIC,
				(outcome == Outcome.EXACT) ? 1 : (judgement != null) ? judgement.score() : 0,
				(judgement != null) ? judgement.vetoedBy() : null);
	}

	private static Outcome ask(ReplayCache cache, String question) {
		ClaudeRequest request = ClaudeRequest.builder(ReplayCache.NAME, TenantId.DEFAULT).message(question).build();
		ClaudeAnswer<String> answer = cache.cache().answer(request, () -> ClaudeAnswer.complete("answer"));
		return Objects.requireNonNull(answer.provenance()).outcome();
	}

	/**
	 * The highest bar that still serves it; negative infinity if none does.
	 */
	double margin() {
		return (this.vetoedBy == null && this.score > 0) ? this.score : Double.NEGATIVE_INFINITY;
	}

}
