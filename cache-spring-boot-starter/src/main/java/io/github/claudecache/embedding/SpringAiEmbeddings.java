package io.github.claudecache.embedding;

import java.util.List;

import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.aop.support.AopUtils;

/**
 * Vectors of an embedding model of Spring AI.
 *
 * @since 0.1.0
 */
public final class SpringAiEmbeddings extends ModelEmbeddings {

	private final EmbeddingModel model;

	/**
	 * Creates a provider. The model is not called before it is needed.
	 * @param model the model; safe for use by many threads
	 * @param maxTokens about how many tokens a text may have, positive
	 */
	public SpringAiEmbeddings(EmbeddingModel model, int maxTokens) {
		super(maxTokens);
		this.model = model;
	}

	@Override
	String name() {
		return AopUtils.getTargetClass(this.model).getName();
	}

	@Override
	List<float[]> call(List<String> texts) {
		return this.model.embed(texts);
	}

}
