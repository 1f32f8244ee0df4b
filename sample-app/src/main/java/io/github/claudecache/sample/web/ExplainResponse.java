package io.github.claudecache.sample.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.claudecache.Explanation;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.key.FactorCard;
import io.github.claudecache.key.Fingerprints;
import io.github.claudecache.reason.Reason;
import org.jspecify.annotations.Nullable;

/**
 * An explanation as it is sent.
 *
 * @param outcome what would happen: {@code exact}, {@code semantic}, {@code miss} or
 * {@code bypass}
 * @param reason why nothing would be served; {@code null} on a hit
 * @param fingerprint what stands for the question; {@code null} if it has no key
 * @param ageSeconds how old the answer is that would be served; {@code null} if none
 * @param factors the beginning of each factor's digest, by the factor's name
 * @param nearest the fingerprint of the most similar entry; {@code null} on a hit or if
 * there is none
 * @param differences the factors in which the question differs from it
 * @param wordings what was found by other wordings; {@code null} if they were not
 * searched
 */
record ExplainResponse(String outcome, @Nullable String reason, @Nullable String fingerprint, @Nullable Long ageSeconds,
		Map<String, String> factors, @Nullable String nearest, List<FactorCard.Difference> differences,
		@Nullable WordingsResponse wordings) {

	static final ExplainResponse WITHOUT_KEY = new ExplainResponse(Outcome.BYPASS.code(), null, null, null, Map.of(),
			null, List.of(), null);

	static ExplainResponse of(Explanation explanation) {
		Reason reason = explanation.reason();
		Fingerprints fingerprints = explanation.fingerprints();
		Duration age = explanation.age();
		Explanation.Nearest nearest = explanation.nearest();
		return new ExplainResponse(explanation.outcome().code(), (reason != null) ? reason.code() : null,
				(fingerprints != null) ? fingerprints.exact().value() : null, (age != null) ? age.toSeconds() : null,
				(fingerprints != null) ? fingerprints.card().digests() : Map.of(),
				(nearest != null) ? nearest.fingerprint().value() : null,
				(nearest != null) ? nearest.differences() : List.of(),
				(explanation.wordings() != null) ? WordingsResponse.of(explanation.wordings()) : null);
	}

}
