package io.github.claudecache.semantic;

import java.util.List;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.VerificationOutcome;
import io.github.claudecache.store.StoredEntry;
import org.jspecify.annotations.Nullable;

/**
 * What came of a search, and what is needed to add the question to the index when its own
 * answer is there.
 *
 * @param fingerprint the exact fingerprint of the question
 * @param partition where was looked
 * @param question the question
 * @param embedding its vector; {@code null} if the question cannot be compared
 * @param decisions what became of the candidates, in the order in which they were judged
 * @param entry the entry that may be served; {@code null} if none may
 * @since 0.1.0
 */
public record SemanticSearch(Fingerprint fingerprint, Partition partition, PreparedQuestion question,
		@Nullable Embedding embedding, List<Decision> decisions, @Nullable StoredEntry entry) {

	/**
	 * Creates a search.
	 */
	public SemanticSearch {
		decisions = List.copyOf(decisions);
	}

	SemanticSearch with(Embedding embedding) {
		return new SemanticSearch(this.fingerprint, this.partition, this.question, embedding, this.decisions,
				this.entry);
	}

	SemanticSearch with(List<Decision> decisions, @Nullable StoredEntry entry) {
		return new SemanticSearch(this.fingerprint, this.partition, this.question, this.embedding, decisions, entry);
	}

	/**
	 * What became of a candidate.
	 *
	 * @param candidate the question that was answered before, and how close it is
	 * @param judgement what the judge found
	 * @param objection why the entry cannot be served; {@code null} if it can, or if it
	 * was not read because the judge had decided against it
	 * @param verification what the verifiers said; {@code null} if they were not needed,
	 * or not come to
	 */
	public record Decision(SemanticIndex.Candidate candidate, Judgement judgement, @Nullable MissReason objection,
			@Nullable VerificationOutcome verification) {

		/**
		 * Whether the answer of this candidate is served.
		 * @return {@code true} for at most one candidate of a question
		 */
		public boolean served() {
			return this.objection == null
					&& (this.judgement.serves() || this.verification != null && this.verification.confirmed());
		}

	}

}
