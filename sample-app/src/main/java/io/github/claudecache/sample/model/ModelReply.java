package io.github.claudecache.sample.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;

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

	private static final int INVALID = 400;

	private static final int OVERLOADED = 529;

	private static final String REFUSAL = "I can't help with that.";

	private static final String BEFORE_A_TOOL = "Let me look that up.";

	private static final String TOOL = "look_up";

	private static final String UNKNOWN_REASON = "a_new_reason";

	static ModelReply to(MessagesRequest request, String answer, Behaviour behaviour, String requestId) {
		return switch (behaviour) {
			case REJECT -> error(INVALID, "invalid_request_error", "The request is not accepted", requestId);
			case FAIL -> error(OVERLOADED, "overloaded_error", "Overloaded", requestId);
			case REFUSE -> message(request, REFUSAL, "refusal", requestId);
			case PAUSE -> message(request, answer, "pause_turn", requestId);
			case TOOL -> toolCall(request, requestId);
			case UNKNOWN -> message(request, answer, UNKNOWN_REASON, requestId);
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

	private static ModelReply toolCall(MessagesRequest request, String requestId) {
		String tool = requestId.replace("req_", "toolu_");
		return message(request,
				List.of(new TextBlock("text", BEFORE_A_TOOL),
						new ToolBlock("tool_use", tool, TOOL, Map.of("question", request.question()))),
				Tokens.words(BEFORE_A_TOOL) + Tokens.words(request.question()), "tool_use", requestId);
	}

	private static ModelReply message(MessagesRequest request, String text, String stopReason, String requestId) {
		return message(request, List.of(new TextBlock("text", text)), Tokens.words(text), stopReason, requestId);
	}

	private static ModelReply message(MessagesRequest request, List<Object> content, int words, String stopReason,
			String requestId) {
		Consumed usage = new Consumed(Tokens.ofWords(request.words()), Tokens.ofWords(words), 0, 0);
		return new ModelReply(200, requestId, new MessageBody(requestId.replace("req_", "msg_"), "message", "assistant",
				request.model(), content, stopReason, null, usage), request.streamed(), false, Duration.ZERO);
	}

	@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
	private record MessageBody(String id, String type, String role, String model, List<Object> content,
			String stopReason, @Nullable String stopSequence, Consumed usage) {
	}

	private record TextBlock(String type, String text) {
	}

	private record ToolBlock(String type, String id, String name, Map<String, String> input) {
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
