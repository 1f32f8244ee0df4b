package io.github.claudecache.benchmarks.semantic;

import java.time.Duration;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.github.claudecache.embedding.LangChain4jEmbeddings;
import io.github.claudecache.embedding.ModelEmbeddings;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * The embedder of the sample: all-MiniLM-L6-v2, quantised, in process.
 *
 * @since 0.1.0
 */
public final class MiniLm {

	private static final int MAX_TOKENS = 256;

	private static final Duration LOADING = Duration.ofMinutes(1);

	private MiniLm() {
	}

	/**
	 * Loads it, which takes a second.
	 * @return the embedder, ready
	 * @throws IllegalStateException if it cannot be loaded
	 */
	public static ModelEmbeddings load() {
		// It tells about its native libraries, in the middle of what is printed.
		LoggingSystem.get(MiniLm.class.getClassLoader()).setLogLevel("ai.djl", LogLevel.WARN);
		ModelEmbeddings model = new LangChain4jEmbeddings(new AllMiniLmL6V2QuantizedEmbeddingModel(), MAX_TOKENS);
		if (!model.awaitReady(LOADING)) {
			throw new IllegalStateException("The embedding model could not be loaded");
		}
		return model;
	}

}
