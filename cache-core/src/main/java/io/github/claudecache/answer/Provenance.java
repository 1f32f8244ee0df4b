package io.github.claudecache.answer;

import java.time.Duration;
import java.util.Set;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.reason.Reason;
import io.github.claudecache.reason.RefusalReason;

import org.jspecify.annotations.Nullable;

/**
 * Where an answer came from.
 *
 * @param outcome how the question was answered
 * @param reason why not from the cache; {@code null} on a hit
 * @param refusal why the answer was not kept; {@code null} on a hit and when it was kept
 * @param age how long ago the computation of the answer began; zero unless it was served
 * from the cache
 * @param fingerprint the exact fingerprint of the request; {@code null} when none could
 * be made
 * @param tags what the answer depends on; empty when it was not kept
 * @param match which other wording was answered; {@code null} unless the outcome is
 * {@link Outcome#SEMANTIC}
 * @since 0.1.0
 */
public record Provenance(Outcome outcome, @Nullable Reason reason, @Nullable RefusalReason refusal, Duration age,
		@Nullable Fingerprint fingerprint, Set<Tag> tags, @Nullable SemanticMatch match) {

	/**
	 * Creates a provenance.
	 */
	public Provenance {
		tags = Set.copyOf(tags);
	}

	/**
	 * Whether the answer was served without asking Claude.
	 * @return {@code true} for {@link Outcome#EXACT} and {@link Outcome#SEMANTIC}
	 */
	public boolean hit() {
		return this.outcome == Outcome.EXACT || this.outcome == Outcome.SEMANTIC;
	}

}
