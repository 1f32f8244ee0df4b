package io.github.claudecache.actuate;

import java.util.List;
import java.util.function.UnaryOperator;

import io.github.claudecache.ScopeExplanation;
import io.github.claudecache.semantic.Grounds;
import io.github.claudecache.semantic.SearchExplanation;
import io.github.claudecache.store.StoredEntry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What a cache would serve for a question, in each scope of which the tenant has entries.
 *
 * @param name the cache's name
 * @param tenant the tenant
 * @param scopes the scopes; empty if there are no entries, or if the cache does not
 * answer other wordings
 * @since 0.1.0
 */
public record ExplainReport(String name, String tenant, List<Scope> scopes) implements OperationResponseBody {

	static ExplainReport of(String name, String tenant, List<ScopeExplanation> scopes, UnaryOperator<String> text) {
		return new ExplainReport(name, tenant, scopes.stream().map((scope) -> Scope.of(scope, text)).toList());
	}

	/**
	 * One scope.
	 *
	 * @param scope its fingerprint
	 * @param served the exact fingerprint of the entry that would be served; absent if
	 * none would
	 * @param leftOut why nothing was searched; absent if it was
	 * @param candidates the nearest questions, in the order in which they were judged
	 */
	public record Scope(String scope, @Nullable String served, @Nullable String leftOut, List<Candidate> candidates) {

		static Scope of(ScopeExplanation explanation, UnaryOperator<String> text) {
			SearchExplanation wordings = explanation.wordings();
			StoredEntry entry = wordings.entry();
			return new Scope(explanation.scope().value(), (entry != null) ? entry.key().fingerprint().value() : null,
					wordings.leftOut(),
					wordings.candidates().stream().map((weighed) -> Candidate.of(weighed, text)).toList());
		}

	}

	/**
	 * A question that was answered before.
	 *
	 * @param entry the exact fingerprint of its entry
	 * @param question its text, if texts are shown
	 * @param similarity the cosine of the two questions
	 * @param score how likely the answer serves both, from 0 to 1
	 * @param bar the score that is needed
	 * @param served whether it would be served
	 * @param objection why its entry could not be; absent if it could, or was not read
	 * @param guards what the guards say that found a difference
	 * @param lost what took how much from the score, the largest first
	 */
	public record Candidate(String entry, String question, double similarity, double score, double bar, boolean served,
			@Nullable String objection, List<Guard> guards, List<Grounds.Contribution> lost) {

		static Candidate of(SearchExplanation.Weighed weighed, UnaryOperator<String> text) {
			var decision = weighed.decision();
			return new Candidate(decision.candidate().entry().value(),
					text.apply(decision.candidate().question().text()), decision.candidate().similarity(),
					decision.judgement().score(), weighed.grounds().bar(), decision.served(),
					(decision.objection() != null) ? decision.objection().code() : null,
					weighed.grounds()
						.findings()
						.stream()
						.filter((finding) -> finding.strength() > 0)
						.map((finding) -> Guard.of(finding, text))
						.toList(),
					weighed.grounds().contributions());
		}

	}

	/**
	 * What a guard says.
	 *
	 * @param guard its name
	 * @param vetoes whether it decides against the candidate
	 * @param strength how strong a difference it found, from 0 to 1
	 * @param reason why it vetoes; absent if it does not
	 * @param words the words that decided, if texts are shown
	 */
	public record Guard(String guard, boolean vetoes, double strength, @Nullable String reason,
			List<Grounds.Words> words) {

		static Guard of(Grounds.Finding finding, UnaryOperator<String> text) {
			return new Guard(finding.guard(), finding.vetoes(), finding.strength(), finding.reason(),
					finding.evidence()
						.stream()
						.map((words) -> new Grounds.Words(text.apply(words.cached()), text.apply(words.asked())))
						.toList());
		}

	}

}
