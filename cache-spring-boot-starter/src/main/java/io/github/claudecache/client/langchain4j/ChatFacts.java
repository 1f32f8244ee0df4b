package io.github.claudecache.client.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.client.ServerTools;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a response says about itself. LangChain4j folds several reasons to stop into one
 * and leaves tools on Claude's side out; where the model shows what was on the wire, that
 * counts too.
 *
 * @param stopReason why Claude stopped
 * @param isEmpty whether there is nothing to read
 * @param usage the tokens it cost
 * @param serverTools whether Claude used tools on its side
 */
record ChatFacts(StopReason stopReason, boolean isEmpty, Usage usage, boolean serverTools) {

	static ChatFacts of(ChatResponse response) {
		AiMessage message = response.aiMessage();
		JsonNode wire = KnownTypes.isAnthropic(response.metadata()) ? AnthropicForm.message(response.metadata()) : null;
		StopReason stopReason = message.hasToolExecutionRequests() ? StopReason.TOOL_USE
				: stopReason(response.finishReason(), wire);
		String text = message.text();
		return new ChatFacts(stopReason, text == null || text.isBlank(), usage(response.tokenUsage()),
				wire != null && ServerTools.used(wire));
	}

	private static StopReason stopReason(@Nullable FinishReason reason, @Nullable JsonNode wire) {
		if (reason == null) {
			return StopReason.ABSENT;
		}
		StopReason sent = (wire != null) ? StopReason.fromWire(wire.path("stop_reason").asString("")) : null;
		return switch (reason) {
			case STOP -> (sent != null) ? sent : StopReason.END_TURN;
			case LENGTH -> StopReason.MAX_TOKENS;
			case TOOL_EXECUTION -> StopReason.TOOL_USE;
			case CONTENT_FILTER -> StopReason.REFUSAL;
			case OTHER -> (sent == StopReason.REFUSAL || sent == StopReason.MODEL_CONTEXT_WINDOW_EXCEEDED) ? sent
					: StopReason.UNKNOWN;
		};
	}

	private static Usage usage(@Nullable TokenUsage usage) {
		if (usage == null) {
			return Usage.NONE;
		}
		if (KnownTypes.isAnthropic(usage)) {
			return AnthropicForm.usage(usage);
		}
		return new Usage(count(usage.inputTokenCount()), count(usage.outputTokenCount()), 0, 0);
	}

	static long count(@Nullable Integer tokens) {
		return (tokens != null) ? tokens : 0;
	}

}
