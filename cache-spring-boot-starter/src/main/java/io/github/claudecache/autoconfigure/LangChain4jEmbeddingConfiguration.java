package io.github.claudecache.autoconfigure;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.github.claudecache.embedding.LangChain4jEmbeddings;
import io.github.claudecache.semantic.EmbeddingProvider;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Embeds questions with the application's embedding model of LangChain4j. If there is one
 * of Spring AI too, there are two providers, and a cache that needs one is refused until
 * the application has chosen.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(EmbeddingModel.class)
class LangChain4jEmbeddingConfiguration {

	@Bean
	@ConditionalOnSingleCandidate(EmbeddingModel.class)
	@ConditionalOnMissingBean(value = EmbeddingProvider.class,
			ignoredType = "io.github.claudecache.embedding.SpringAiEmbeddings")
	LangChain4jEmbeddings claudeCacheLangChain4jEmbeddings(EmbeddingModel model, ClaudeCacheProperties properties) {
		return new LangChain4jEmbeddings(model, properties.semantic().maxTokens());
	}

}
