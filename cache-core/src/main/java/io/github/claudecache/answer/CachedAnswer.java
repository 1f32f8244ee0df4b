package io.github.claudecache.answer;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import io.github.claudecache.identity.Tag;

import org.jspecify.annotations.Nullable;

/**
 * An answer that is kept.
 *
 * @param payload the content
 * @param stopReason why Claude stopped
 * @param model the model that answered
 * @param usage the tokens it cost when it was computed
 * @param created when its computation began: the age of an answer counts from here, since
 * nothing that changed later can be in it
 * @param tags everything it depends on, the automatic tags included
 * @since 0.1.0
 */
public record CachedAnswer(Payload payload, StopReason stopReason, @Nullable String model, Usage usage, Instant created,
		Set<Tag> tags) {

	/**
	 * Creates an answer.
	 */
	public CachedAnswer {
		tags = Set.copyOf(tags);
	}

	/**
	 * The answer that a draft becomes.
	 * @param draft what Claude gave
	 * @param created when its computation began
	 * @param tags everything it depends on
	 * @return the answer
	 */
	public static CachedAnswer of(AnswerDraft draft, Instant created, Set<Tag> tags) {
		return new CachedAnswer(draft.payload(), draft.stopReason(), draft.model(), draft.usage(), created, tags);
	}

	/**
	 * How long ago the computation of the answer began. An answer that another node has
	 * stored may be from the future by this node's clock; its age is zero then.
	 * @param now the time
	 * @return the age, not negative
	 */
	public Duration age(Instant now) {
		return this.created.isBefore(now) ? Duration.between(this.created, now) : Duration.ZERO;
	}

}
