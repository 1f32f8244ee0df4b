package io.github.claudecache.admission;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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

	private static final Pattern EMPTY_JSON = Pattern.compile("null|\\{\\s*}|\\[\\s*]|\"\\s*\"");

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
		String body = answer.payload().body();
		if (isEmpty(answer.payload())) {
			return Optional.of(RefusalReason.EMPTY);
		}
		if (body.length() > this.maxBytes || utf8Length(body) > this.maxBytes) {
			return Optional.of(RefusalReason.TOO_LARGE);
		}
		if (hasUnpairedSurrogate(body)) {
			return Optional.of(RefusalReason.NOT_REPLAYABLE);
		}
		if (tags.size() > MAX_TAGS) {
			return Optional.of(RefusalReason.TOO_MANY_TAGS);
		}
		return Optional.empty();
	}

	private static boolean isEmpty(Payload payload) {
		String body = payload.body().strip();
		return body.isEmpty() || (payload.format() == Payload.Format.JSON && EMPTY_JSON.matcher(body).matches());
	}

	// It has no UTF-8 form, so a store would give back another text.
	private static boolean hasUnpairedSurrogate(String text) {
		return text.codePoints()
			.anyMatch((codePoint) -> codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
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
