package io.github.claudecache.sample.claude;

import java.util.Map;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import io.github.claudecache.key.FingerprintContributor;
import io.github.claudecache.request.FactorValue;
import io.github.claudecache.sample.model.ModelServer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClaudeProperties.class)
class ClaudeConfiguration {

	@Bean
	@Conditional(NoApiKey.class)
	ModelServer modelServer(ClaudeProperties properties) {
		return ModelServer.start(properties.standIn());
	}

	@Bean
	AnthropicClient anthropicClient(ClaudeProperties properties, ObjectProvider<ModelServer> standIn) {
		ModelServer server = standIn.getIfAvailable();
		return AnthropicOkHttpClient.builder()
			.baseUrl((server != null) ? server.baseUrl().toString() : properties.baseUrl())
			.apiKey((server != null) ? "none-needed" : properties.apiKey())
			.timeout(properties.timeout())
			// The help desk shows what happens: a failure is a failure, and one question
			// is one call.
			.maxRetries(0)
			.build();
	}

	// Both change the answer and neither is a parameter of the cached method. Without
	// the second, a shared store would serve the stand-in's answers as Claude's.
	@Bean
	FingerprintContributor callSettings(ClaudeProperties properties) {
		Map<String, FactorValue> factors = Map.of("max tokens", FactorValue.of(properties.maxTokens()), "answered by",
				FactorValue.of(properties.apiKey().isBlank() ? "stand-in" : properties.baseUrl()));
		return (request) -> factors;
	}

}
