package io.github.claudecache.client.springai;

import java.util.List;
import java.util.Map;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.FingerprintComposer;
import io.github.claudecache.key.Fingerprints;
import io.github.claudecache.key.MessageNormalizer;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * The keys of prompts.
 */
final class PromptKeys {

	private static final FingerprintComposer COMPOSER = FingerprintComposer.standard(Namespace.DEFAULT,
			MessageNormalizer.standard(), List.of());

	private static final CacheDefinition FAQ = CacheDefinition.of("faq", "reference");

	private PromptKeys() {
	}

	static AnthropicChatOptions.Builder options() {
		return AnthropicChatOptions.builder().model("claude-sonnet-4-5").maxTokens(99);
	}

	static Fingerprint of(ChatOptions options) {
		return of(new Prompt(new UserMessage("Base?"), options));
	}

	static Fingerprint of(Message... messages) {
		return of(new Prompt(List.of(messages), options().build()));
	}

	static Fingerprint of(Prompt prompt) {
		return of(prompt, Map.of(), false);
	}

	static Fingerprint of(Prompt prompt, Map<String, ?> context, boolean streamed) {
		return fingerprints(prompt, context, streamed).exact();
	}

	static Fingerprint scope(Message... messages) {
		return fingerprints(new Prompt(List.of(messages), options().build()), Map.of(), false).scope();
	}

	static ClaudeRequest request(Prompt prompt) {
		return PromptKey
			.of("faq", TenantId.DEFAULT, ChatClientRequest.builder().prompt(prompt).context(Map.of()).build(), false)
			.build();
	}

	private static Fingerprints fingerprints(Prompt prompt, Map<String, ?> context, boolean streamed) {
		ChatClientRequest call = ChatClientRequest.builder().prompt(prompt).context(context).build();
		return COMPOSER.compose(FAQ, FAQ.applyTo(PromptKey.of("faq", TenantId.DEFAULT, call, streamed).build()));
	}

}
