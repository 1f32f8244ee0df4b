package io.github.claudecache.client.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.output.TokenUsage;

/**
 * Tells the types of LangChain4j's own client of Claude, which is optional, by their
 * names. Only where such an object is there may {@link AnthropicForm} be loaded.
 */
final class KnownTypes {

	private static final String PACKAGE = "dev.langchain4j.model.anthropic.";

	private KnownTypes() {
	}

	static boolean isAnthropic(ChatResponseMetadata metadata) {
		return metadata.getClass().getName().equals(PACKAGE + "AnthropicChatResponseMetadata");
	}

	static boolean isAnthropic(TokenUsage usage) {
		return usage.getClass().getName().equals(PACKAGE + "AnthropicTokenUsage");
	}

}
