package io.github.claudecache;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.audit.ServedHit;
import io.github.claudecache.flight.Flight;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.Reason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.semantic.SemanticSearch;
import org.jspecify.annotations.Nullable;

/**
 * What a ticket is for.
 *
 * @param cache the cache's name
 * @param reason why nothing could be served
 * @param inquiry the request; {@code null} if it has no key
 * @param born the capture; {@code null} if the answer can be neither kept nor handed on
 * @param began when the computation began
 * @param flight where others wait; {@code null} if nobody can
 * @param refusal why the answer will not be kept, as far as that is known already
 * @param search the question as the semantic tier knows it; {@code null} if it does not
 * @param shadowed what would have been served if the cache were not in shadow mode;
 * {@code null} if nothing would
 */
record Errand(String cache, Reason reason, @Nullable Inquiry inquiry, @Nullable Stamp born, Instant began,
		@Nullable Flight flight, @Nullable RefusalReason refusal, @Nullable SemanticSearch search,
		@Nullable ServedHit shadowed) {

	Provenance provenance(@Nullable RefusalReason refusal) {
		return provenance(refusal, Set.of());
	}

	Provenance provenance(@Nullable RefusalReason refusal, Set<Tag> tags) {
		return new Provenance((this.reason instanceof BypassReason) ? Outcome.BYPASS : Outcome.MISS, this.reason,
				refusal, Duration.ZERO, (this.inquiry != null) ? this.inquiry.key().fingerprint() : null,
				(refusal == null) ? tags : Set.of(), null);
	}

}
