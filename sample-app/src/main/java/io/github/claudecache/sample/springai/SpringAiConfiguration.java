package io.github.claudecache.sample.springai;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import io.github.claudecache.client.springai.ClaudeCacheAdvisor;
import io.github.claudecache.sample.claude.ClaudeProperties;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.client.ChatClient;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

@Configuration(proxyBeanMethods = false)
@Profile("spring-ai")
class SpringAiConfiguration {

	// Spring AI's own builder that is a bean gets the advisor by itself; this one is made
	// by hand, since the help desk brings the client along.
	@Bean
	ChatClient chatClient(AnthropicClient client, ClaudeProperties properties, ClaudeCacheAdvisor cache,
			@Value("${claude.cache.caches.faq.model}") String model) {
		AnthropicClientAsync async = client.async();
		AnthropicChatModel chatModel = AnthropicChatModel.builder()
			.anthropicClient(client)
			.anthropicClientAsync(async)
			.options(AnthropicChatOptions.builder().model(model).maxTokens(properties.maxTokens()).build())
			.build();
		return ChatClient.builder(chatModel).defaultAdvisors(cache).build();
	}

}
