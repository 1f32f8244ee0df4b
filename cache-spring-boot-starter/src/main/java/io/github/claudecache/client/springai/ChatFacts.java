package io.github.claudecache.client.springai;

import java.util.List;
import java.util.Objects;

import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

import org.springframework.util.StringUtils;

/**
 * What an answer says about itself.
 *
 * @param stopReason why Claude stopped
 * @param model the model as it names itself
 * @param usage the tokens of the call
 * @param hasContent whether there is anything to read in it
 */
record ChatFacts(StopReason stopReason, @Nullable String model, Usage usage, boolean hasContent) {

	/**
	 * Looks at an answer.
	 * @param responses the response, or all chunks of a stream
	 * @return the facts
	 */
	static ChatFacts of(List<ChatResponse> responses) {
		StopReason stopReason = StopReason.ABSENT;
		String model = null;
		Usage usage = Usage.NONE;
		boolean hasContent = false;
		for (ChatResponse response : responses) {
			for (Generation generation : response.getResults()) {
				stopReason = worse(stopReason, reason(generation));
				hasContent |= StringUtils.hasText(generation.getOutput().getText());
			}
			ChatResponseMetadata metadata = response.getMetadata();
			if (StringUtils.hasText(metadata.getModel())) {
				model = metadata.getModel();
			}
			Usage counted = usage(metadata.getUsage());
			usage = counted.equals(Usage.NONE) ? usage : counted;
		}
		return new ChatFacts(stopReason, model, usage, hasContent);
	}

	/**
	 * What an answer says: the form in which two of them are compared.
	 */
	static Payload said(List<ChatResponse> responses) {
		StringBuilder text = new StringBuilder();
		for (ChatResponse response : responses) {
			for (Generation generation : response.getResults()) {
				text.append(Objects.requireNonNullElse(generation.getOutput().getText(), ""));
			}
		}
		return Payload.text(text.toString());
	}

	// A request that offers tools on Claude's side has no key, so none were used.
	AnswerDraft draft(Payload payload) {
		return new AnswerDraft(payload, this.stopReason, this.model, this.usage, false);
	}

	// Whatever it says, somebody has to run the tool.
	private static StopReason reason(Generation generation) {
		return generation.getOutput().hasToolCalls() ? StopReason.TOOL_USE
				: StopReason.fromWire(generation.getMetadata().getFinishReason());
	}

	// One that is not complete makes the whole answer so.
	private static StopReason worse(StopReason known, StopReason next) {
		boolean complete = known == StopReason.ABSENT || known == StopReason.END_TURN
				|| known == StopReason.STOP_SEQUENCE;
		return (complete && next != StopReason.ABSENT) ? next : known;
	}

	private static Usage usage(org.springframework.ai.chat.metadata.Usage usage) {
		return new Usage(count(usage.getPromptTokens()), count(usage.getCompletionTokens()),
				count(usage.getCacheWriteInputTokens()), count(usage.getCacheReadInputTokens()));
	}

	private static long count(@Nullable Number tokens) {
		return (tokens != null) ? Math.max(tokens.longValue(), 0) : 0;
	}

}
