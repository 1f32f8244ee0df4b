package io.github.claudecache.sample.desk;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The model by which the cache finds other wordings of a question. It is part of its
 * library and runs in this process: nothing is downloaded or asked.
 */
@Configuration(proxyBeanMethods = false)
class WordingConfiguration {

	@Bean
	EmbeddingModel embeddingModel() {
		return new AllMiniLmL6V2QuantizedEmbeddingModel();
	}

}
