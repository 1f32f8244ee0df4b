package io.github.claudecache.sample.web;

import java.util.List;
import java.util.Locale;

import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.VerificationOutcome;
import io.github.claudecache.semantic.Grounds;
import io.github.claudecache.semantic.SearchExplanation;
import io.github.claudecache.semantic.SemanticSearch;
import org.jspecify.annotations.Nullable;

/**
 * What was found by other wordings of a question, as it is sent.
 *
 * @param leftOut why nothing was searched; {@code null} if it was
 * @param candidates the nearest questions, in the order in which they were judged
 */
record WordingsResponse(@Nullable String leftOut, List<Candidate> candidates) {

	static WordingsResponse of(SearchExplanation explanation) {
		return new WordingsResponse(explanation.leftOut(),
				explanation.candidates().stream().map(Candidate::of).toList());
	}

	/**
	 * One of the nearest questions.
	 *
	 * @param question the question that was answered before
	 * @param fingerprint of its answer
	 * @param similarity the cosine
	 * @param score how likely the answer serves both
	 * @param needed the score that was needed
	 * @param ruling {@code same}, {@code unsure} or {@code different}
	 * @param vetoedBy the first guard that vetoed
	 * @param entry why its answer cannot be served; {@code null} if it can or was not
	 * read
	 * @param verification what the verifiers said
	 * @param findings what each guard says that found something
	 * @param contributions what cost how much of the score
	 */
	record Candidate(String question, String fingerprint, double similarity, double score, double needed, String ruling,
			@Nullable String vetoedBy, @Nullable String entry, @Nullable String verification,
			List<Grounds.Finding> findings, List<Grounds.Contribution> contributions) {

		private static Candidate of(SearchExplanation.Weighed weighed) {
			SemanticSearch.Decision decision = weighed.decision();
			MissReason objection = decision.objection();
			VerificationOutcome verification = decision.verification();
			return new Candidate(decision.candidate().question().text(), decision.candidate().entry().value(),
					decision.candidate().similarity(), decision.judgement().score(), weighed.grounds().bar(),
					decision.judgement().ruling().name().toLowerCase(Locale.ROOT), decision.judgement().vetoedBy(),
					(objection != null) ? objection.code() : null, (verification != null) ? verification.code() : null,
					weighed.grounds()
						.findings()
						.stream()
						.filter((finding) -> finding.vetoes() || finding.strength() > 0)
						.toList(),
					weighed.grounds().contributions());
		}

	}

}
