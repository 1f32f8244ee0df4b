package io.github.claudecache;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.key.FactorCard;
import io.github.claudecache.key.Fingerprints;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.Reason;
import io.github.claudecache.semantic.SearchExplanation;
import org.jspecify.annotations.Nullable;

/**
 * What the cache would do with a request now, and why. Nothing was stored, served or
 * counted to find it out.
 *
 * @param outcome what would happen
 * @param reason why nothing would be served; {@code null} if something would
 * @param fingerprints what stands for the request; {@code null} if it has no key
 * @param age how old the answer is that would be served, or would be if the cache were
 * not in shadow mode; {@code null} if there is none
 * @param tags the tags of the entry under the fingerprint, servable or not; empty if
 * there is none
 * @param nearest what is different in the most similar entry of the same cache and
 * tenant; {@code null} on a hit or if there is no other entry
 * @param wordings what was found by other wordings of the question; {@code null} if there
 * is an exact hit, if the cache does not answer other wordings, or if they could not be
 * searched
 * @since 0.1.0
 */
public record Explanation(Outcome outcome, @Nullable Reason reason, @Nullable Fingerprints fingerprints,
		@Nullable Duration age, Set<Tag> tags, @Nullable Nearest nearest, @Nullable SearchExplanation wordings) {

	/**
	 * What a cache in shadow mode would do instead of serving.
	 */
	Explanation shadowed() {
		return new Explanation(Outcome.MISS, MissReason.SHADOWED, this.fingerprints, this.age, this.tags, this.nearest,
				this.wordings);
	}

	/**
	 * The most similar entry of the same cache and tenant.
	 *
	 * @param fingerprint its exact fingerprint
	 * @param differences the factors in which the request differs from it
	 */
	public record Nearest(Fingerprint fingerprint, List<FactorCard.Difference> differences) {
	}

}
