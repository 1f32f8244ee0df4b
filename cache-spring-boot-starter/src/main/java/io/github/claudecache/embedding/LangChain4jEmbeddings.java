package io.github.claudecache.embedding;

import java.util.List;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;

import org.springframework.aop.support.AopUtils;

/**
 * Vectors of an embedding model of LangChain4j.
 *
 * @since 0.1.0
 */
public final class LangChain4jEmbeddings extends ModelEmbeddings {

	private final EmbeddingModel model;

	/**
	 * Creates a provider. The model is not called before it is needed.
	 * @param model the model; safe for use by many threads
	 * @param maxTokens about how many tokens a text may have, positive
	 */
	public LangChain4jEmbeddings(EmbeddingModel model, int maxTokens) {
		super(maxTokens);
		this.model = model;
	}

	@Override
	String name() {
		return AopUtils.getTargetClass(this.model).getName() + "/" + this.model.modelName();
	}

	@Override
	List<float[]> call(List<String> texts) {
		return this.model.embedAll(texts.stream().map(TextSegment::from).toList())
			.content()
			.stream()
			.map(Embedding::vector)
			.toList();
	}

}
