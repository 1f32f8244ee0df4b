package io.github.claudecache.sample.model;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A response of the stand-in in the wire format of the Messages API.
 *
 * @param status the HTTP status
 * @param requestId what identifies the call
 * @param body what is written as JSON
 * @param streamed whether it is written as a stream
 * @param cut whether the connection breaks in the middle
 * @param remaining how long it takes to write it
 */
record ModelReply(int status, String requestId, Object body, boolean streamed, boolean cut, Duration remaining) {

	private static final int TRUNCATED_TOKENS = 16;

	private static final int OVERLOADED = 529;

	private static final String REFUSAL = "I can't help with that.";

	static ModelReply to(MessagesRequest request, String answer, Behaviour behaviour, String requestId) {
		return switch (behaviour) {
			case FAIL -> error(OVERLOADED, "overloaded_error", "Overloaded", requestId);
			case REFUSE -> message(request, REFUSAL, "refusal", requestId);
			case TRUNCATE -> limited(request, answer, Math.min(request.maxTokens(), TRUNCATED_TOKENS), requestId);
			case NORMAL, SLOW -> limited(request, answer, request.maxTokens(), requestId);
			case CUT -> limited(request, answer, request.maxTokens(), requestId).broken();
		};
	}

	static ModelReply error(int status, String type, String message, String requestId) {
		return new ModelReply(status, requestId, new ErrorBody("error", new Failure(type, message), requestId), false,
				false, Duration.ZERO);
	}

	ModelReply within(Duration time) {
		return new ModelReply(this.status, this.requestId, this.body, this.streamed, this.cut, time);
	}

	private ModelReply broken() {
		return new ModelReply(this.status, this.requestId, this.body, this.streamed, true, this.remaining);
	}

	private static ModelReply limited(MessagesRequest request, String answer, int maxTokens, String requestId) {
		boolean fits = Tokens.ofWords(Tokens.words(answer)) <= maxTokens;
		return fits ? message(request, answer, "end_turn", requestId)
				: message(request, Tokens.cut(answer, maxTokens), "max_tokens", requestId);
	}

	private static ModelReply message(MessagesRequest request, String text, String stopReason, String requestId) {
		Consumed usage = new Consumed(Tokens.ofWords(request.words()), Tokens.ofWords(Tokens.words(text)), 0, 0);
		return new ModelReply(200, requestId,
				new MessageBody(requestId.replace("req_", "msg_"), "message", "assistant", request.model(),
						List.of(new TextBlock("text", text)), stopReason, null, usage),
				request.streamed(), false, Duration.ZERO);
	}

	@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
	private record MessageBody(String id, String type, String role, String model, List<TextBlock> content,
			String stopReason, @Nullable String stopSequence, Consumed usage) {
	}

	private record TextBlock(String type, String text) {
	}

	@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
	private record Consumed(int inputTokens, int outputTokens, int cacheCreationInputTokens, int cacheReadInputTokens) {
	}

	@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
	private record ErrorBody(String type, Failure error, String requestId) {
	}

	private record Failure(String type, String message) {
	}

}
