package io.github.claudecache.answer;

import org.jspecify.annotations.Nullable;

/**
 * An answer as Claude gave it, before the cache has decided whether it may be kept.
 *
 * @param payload the content
 * @param stopReason why Claude stopped
 * @param model the model that answered, as it named itself
 * @param usage the tokens it cost
 * @param serverToolsUsed whether Claude used tools that run on its side (web search, code
 * execution, MCP), whose results the key cannot know
 * @since 0.1.0
 */
public record AnswerDraft(Payload payload, StopReason stopReason, @Nullable String model, Usage usage,
		boolean serverToolsUsed) {

	/**
	 * A complete text answer.
	 * @param text the text
	 * @return the draft, with {@link StopReason#END_TURN} and no usage
	 */
	public static AnswerDraft complete(String text) {
		return new AnswerDraft(Payload.text(text), StopReason.END_TURN, null, Usage.NONE, false);
	}

}
