package io.github.claudecache.aop;

import io.github.claudecache.AnswerCodec;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.json.ResponseCodec;
import io.github.claudecache.reason.RefusalReason;

/**
 * What the response of a client library says of itself, as the cache judges it.
 */
final class ResponseFacts {

	private ResponseFacts() {
	}

	/**
	 * The answer that a response is.
	 * @param value what is answered with
	 * @param responses reads it
	 * @param role what the payload has
	 * @param payload the response
	 * @throws RuntimeException if it must not be kept
	 */
	static ClaudeAnswer<Object> read(Object value, ResponseCodec responses, ResponseCodec.Role role, Payload payload) {
		AnswerDraft draft = responses.draft(role, payload);
		ClaudeAnswer<Object> answer = ClaudeAnswer.of(value, draft.stopReason(), draft.model(), draft.usage());
		return draft.serverToolsUsed() ? answer.usingServerTools() : answer;
	}

	/**
	 * The answer that a response is, refused if it cannot be kept.
	 */
	static ClaudeAnswer<Object> of(Object value, ResponseCodec responses, AnswerCodec<Object> codec) {
		try {
			return read(value, responses, ResponseCodec.Role.RESPONSE, codec.encode(value));
		}
		catch (Exception | LinkageError | AssertionError | StackOverflowError ex) {
			return ClaudeAnswer.of(value, StopReason.ABSENT, null, Usage.NONE).refused(reason(ex));
		}
	}

	/**
	 * Why a response is not kept that could not be written or read.
	 */
	static RefusalReason reason(Throwable trouble) {
		return (trouble instanceof ResponseCodec.RefusedException refused) ? refused.reason()
				: RefusalReason.NOT_REPLAYABLE;
	}

	/**
	 * An answer whose maker has said how it ended. Its response may know better.
	 */
	static ClaudeAnswer<Object> confirmed(ClaudeAnswer<Object> answer, ResponseCodec responses,
			AnswerCodec<Object> codec) {
		if (answer.value() == null || answer.refusal() != null) {
			return answer;
		}
		ClaudeAnswer<Object> own = of(answer.value(), responses, codec);
		if (own.refusal() != null) {
			return answer.refused(own.refusal());
		}
		ClaudeAnswer<Object> known = own.serverToolsUsed() ? answer.usingServerTools() : answer;
		return isComplete(own.stopReason()) ? known : known.refused(RefusalReason.STOP_REASON);
	}

	static boolean isComplete(StopReason reason) {
		return reason == StopReason.END_TURN || reason == StopReason.STOP_SEQUENCE;
	}

}
