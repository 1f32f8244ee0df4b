package io.github.claudecache.semantic;

import java.util.List;

import io.github.claudecache.reason.VerificationOutcome;
import io.github.claudecache.store.StoredEntry;
import org.jspecify.annotations.Nullable;

/**
 * What the semantic tier would do with a question, and why.
 *
 * @param leftOut why nothing was searched, a sentence without a full stop; {@code null}
 * if it was
 * @param entry the entry that would be served; {@code null} if none would, or only after
 * a verifier was asked
 * @param candidates the nearest questions, in the order in which they were judged, up to
 * the one that would be served
 * @since 0.1.0
 */
public record SearchExplanation(@Nullable String leftOut, @Nullable StoredEntry entry, List<Weighed> candidates) {

	/**
	 * Copies.
	 */
	public SearchExplanation {
		candidates = List.copyOf(candidates);
	}

	/**
	 * Nothing is searched.
	 * @param reason why, a sentence without a full stop
	 * @return the explanation
	 */
	public static SearchExplanation leftOut(String reason) {
		return new SearchExplanation(reason, null, List.of());
	}

	static SearchExplanation of(SemanticSearch search, @Nullable String closed, QuestionJudge judge) {
		return new SearchExplanation((closed != null) ? closed : notSearched(search), search.entry(),
				search.decisions()
					.stream()
					.map((decision) -> new Weighed(decision, grounds(search, decision, judge)))
					.toList());
	}

	private static @Nullable String notSearched(SemanticSearch search) {
		if (!search.question().standsAlone()) {
			return "the question does not stand alone";
		}
		return (search.embedding() != null) ? null : "the embedding model does not read the question to its end";
	}

	private static Grounds grounds(SemanticSearch search, SemanticSearch.Decision decision, QuestionJudge judge) {
		try {
			return judge.explain(decision.candidate().question(), search.question(), decision.candidate().similarity());
		}
		catch (RuntimeException | LinkageError | StackOverflowError ex) {
			return Grounds.NONE;
		}
	}

	/**
	 * A candidate with the grounds of its judgement.
	 *
	 * @param decision what would become of it; a candidate that a verifier would be asked
	 * about has {@link VerificationOutcome#NOT_ASKED}
	 * @param grounds why
	 */
	public record Weighed(SemanticSearch.Decision decision, Grounds grounds) {
	}

}
