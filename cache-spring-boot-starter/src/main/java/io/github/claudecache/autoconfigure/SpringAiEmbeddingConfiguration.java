package io.github.claudecache.autoconfigure;

import io.github.claudecache.embedding.SpringAiEmbeddings;
import io.github.claudecache.semantic.EmbeddingProvider;
import org.springframework.ai.embedding.EmbeddingModel;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Embeds questions with the application's embedding model of Spring AI.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(EmbeddingModel.class)
class SpringAiEmbeddingConfiguration {

	@Bean
	@ConditionalOnSingleCandidate(EmbeddingModel.class)
	@ConditionalOnMissingBean(EmbeddingProvider.class)
	SpringAiEmbeddings claudeCacheSpringAiEmbeddings(EmbeddingModel model, ClaudeCacheProperties properties) {
		return new SpringAiEmbeddings(model, properties.semantic().maxTokens());
	}

}
