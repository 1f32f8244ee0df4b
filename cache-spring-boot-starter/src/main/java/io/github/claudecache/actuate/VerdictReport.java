package io.github.claudecache.actuate;

import java.util.List;

import io.github.claudecache.event.CacheEvent;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about the answers to other wordings of one question, without any text
 * and without its tenant.
 *
 * @param at when, ISO 8601
 * @param asked the exact fingerprint of the question
 * @param tookMillis how long embedding the question, searching and judging took
 * @param candidates what was judged, in that order
 * @since 0.1.0
 */
public record VerdictReport(String at, String asked, double tookMillis, List<Candidate> candidates) {

	/**
	 * One candidate.
	 *
	 * @param entry the exact fingerprint of its entry
	 * @param similarity the cosine of the two questions
	 * @param score how likely the answer serves both, from 0 to 1
	 * @param served whether it was served
	 * @param refusedBy the guard that decided against it, or {@code score},
	 * {@code entry}, {@code verifier}, {@code report}; absent if it was served
	 */
	public record Candidate(String entry, double similarity, double score, boolean served, @Nullable String refusedBy) {

		static Candidate of(CacheEvent.Judged.Candidate candidate) {
			return new Candidate(candidate.entry().value(), candidate.similarity(), candidate.score(),
					candidate.refusedBy() == null, candidate.refusedBy());
		}

	}

}
