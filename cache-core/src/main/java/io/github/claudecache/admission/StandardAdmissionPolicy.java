package io.github.claudecache.admission;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.request.ClaudeRequest;

/**
 * Deny by default.
 */
final class StandardAdmissionPolicy implements AdmissionPolicy {

	// The only values of stop_reason that say that the model had nothing more to say.
	private static final Set<StopReason> COMPLETE = EnumSet.of(StopReason.END_TURN, StopReason.STOP_SEQUENCE);

	private final long maxBytes;

	StandardAdmissionPolicy(long maxBytes) {
		if (maxBytes < 1) {
			throw new IllegalArgumentException("The largest answer must have at least 1 byte but has " + maxBytes);
		}
		this.maxBytes = maxBytes;
	}

	@Override
	public Optional<RefusalReason> refuse(ClaudeRequest request, AnswerDraft answer, Set<Tag> tags) {
		if (!COMPLETE.contains(answer.stopReason())) {
			return Optional.of(RefusalReason.STOP_REASON);
		}
		if (answer.serverToolsUsed()) {
			return Optional.of(RefusalReason.SERVER_TOOLS);
		}
		if (isEmpty(answer.payload())) {
			return Optional.of(RefusalReason.EMPTY);
		}
		if (utf8Length(answer.payload().body()) > this.maxBytes) {
			return Optional.of(RefusalReason.TOO_LARGE);
		}
		if (tags.size() > MAX_TAGS) {
			return Optional.of(RefusalReason.TOO_MANY_TAGS);
		}
		return Optional.empty();
	}

	private static boolean isEmpty(Payload payload) {
		String body = payload.body();
		return body.isBlank()
				|| (payload.format() == Payload.Format.JSON && Set.of("null", "\"\"", "{}", "[]").contains(body));
	}

	private static long utf8Length(String text) {
		return text.codePoints().mapToLong(StandardAdmissionPolicy::utf8Length).sum();
	}

	private static int utf8Length(int codePoint) {
		if (codePoint < 0x80) {
			return 1;
		}
		if (codePoint < 0x800) {
			return 2;
		}
		return Character.isSupplementaryCodePoint(codePoint) ? 4 : 3;
	}

}
