package io.github.claudecache.aop;

import java.time.Instant;
import java.time.InstantSource;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.recording.Recording;
import io.github.claudecache.recording.UndeclaredFactors;
import io.github.claudecache.request.ClaudeRequest;

/**
 * One run of an annotated method, with what adapters record while it runs: it decides
 * whether the answer is complete and whether the key knows what was sent.
 */
final class RecordedCall {

	private final CachedMethod method;

	private final ClaudeRequest request;

	private final UndeclaredFactors undeclared;

	private final boolean fresh;

	private final Recording recording = new Recording();

	private final Instant began;

	/**
	 * Begins a run.
	 * @param method the method
	 * @param request the request of the method
	 * @param undeclared compares what is sent
	 * @param clock the clock
	 * @param fresh whether the answer may be kept
	 */
	RecordedCall(CachedMethod method, ClaudeRequest request, UndeclaredFactors undeclared, InstantSource clock,
			boolean fresh) {
		this.method = method;
		this.request = request;
		this.undeclared = undeclared;
		this.fresh = fresh;
		this.began = clock.instant();
	}

	Recording recording() {
		return this.recording;
	}

	/**
	 * The answer with what was recorded.
	 */
	ClaudeAnswer<Object> judged(ClaudeAnswer<Object> answer) {
		ClaudeAnswer<Object> known = withRecorded(answer);
		boolean contradicted = !this.undeclared.check(this.request, this.recording, this.began, this.fresh).isEmpty();
		return contradicted ? known.refused(RefusalReason.UNDECLARED_FACTOR) : known;
	}

	private ClaudeAnswer<Object> withRecorded(ClaudeAnswer<Object> answer) {
		if (answer.refusal() != null) {
			return answer;
		}
		Recording.Reply last = this.recording.last();
		if (this.method.returns().saysEnd()) {
			return (last != null && this.recording.size() == 1 && ResponseFacts.isComplete(answer.stopReason())
					&& !ResponseFacts.isComplete(last.stopReason())) ? answer.refused(RefusalReason.STOP_REASON)
							: answer;
		}
		if (last != null && answer.value() != null) {
			ClaudeAnswer<Object> recorded = ClaudeAnswer.of(answer.value(), last.stopReason(), last.model(),
					last.usage());
			return last.serverTools() ? recorded.usingServerTools() : recorded;
		}
		if (this.method.returns().trusted() || answer.value() == null) {
			return answer;
		}
		this.method.warnUnseen();
		return answer.refused(RefusalReason.STOP_REASON);
	}

}
