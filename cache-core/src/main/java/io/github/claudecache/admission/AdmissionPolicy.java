package io.github.claudecache.admission;

import java.util.Optional;
import java.util.Set;

import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.request.ClaudeRequest;

/**
 * Decides whether an answer may be kept. Several policies all have to agree; the first
 * refusal counts. A policy that throws refuses.
 * <p>
 * Called once per computed answer; must be fast, must not do I/O and must be safe for use
 * by many threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AdmissionPolicy {

	/**
	 * The largest number of tags of one entry.
	 */
	int MAX_TAGS = 64;

	/**
	 * Decides about an answer.
	 * @param request what was asked
	 * @param answer what Claude gave
	 * @param tags everything the answer depends on
	 * @return why it must not be kept; empty if it may be
	 */
	Optional<RefusalReason> refuse(ClaudeRequest request, AnswerDraft answer, Set<Tag> tags);

	/**
	 * The default policy: only {@link StopReason#END_TURN} and
	 * {@link StopReason#STOP_SEQUENCE}, no server tools, content that is not blank and
	 * valid Unicode, at most {@value #MAX_TAGS} tags.
	 * @param maxBytes the largest content, in bytes of UTF-8
	 * @return the policy
	 */
	static AdmissionPolicy standard(long maxBytes) {
		return new StandardAdmissionPolicy(maxBytes);
	}

}
