package io.github.claudecache.benchmarks.semantic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.github.claudecache.embedding.LangChain4jEmbeddings;
import io.github.claudecache.embedding.ModelEmbeddings;
import io.github.claudecache.semantic.Embedding;
import io.github.claudecache.semantic.EmbeddingProvider;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Remembers the vectors of an embedder: a replay asks for the same texts again and again.
 */
final class ReplayEmbeddings implements EmbeddingProvider {

	private static final int MAX_TOKENS = 256;

	private static final Duration LOADING = Duration.ofMinutes(1);

	private final EmbeddingProvider delegate;

	private final Map<String, Embedding> known = new ConcurrentHashMap<>();

	private ReplayEmbeddings(EmbeddingProvider delegate) {
		this.delegate = delegate;
	}

	/**
	 * The embedder of the sample: all-MiniLM-L6-v2, quantised, in process.
	 */
	static EmbeddingProvider miniLm() {
		// It tells about its native libraries, in the middle of the report.
		LoggingSystem.get(ReplayEmbeddings.class.getClassLoader()).setLogLevel("ai.djl", LogLevel.WARN);
		ModelEmbeddings model = new LangChain4jEmbeddings(new AllMiniLmL6V2QuantizedEmbeddingModel(), MAX_TOKENS);
		if (!model.awaitReady(LOADING)) {
			throw new IllegalStateException("The embedding model could not be loaded");
		}
		return new ReplayEmbeddings(model);
	}

	@Override
	public String identity() {
		return this.delegate.identity();
	}

	@Override
	public CompletionStage<List<Embedding>> embed(List<String> texts) {
		List<String> unknown = texts.stream().filter((text) -> !this.known.containsKey(text)).distinct().toList();
		CompletionStage<?> embedded = unknown.isEmpty() ? CompletableFuture.completedStage(null)
				: this.delegate.embed(unknown).thenAccept((embeddings) -> {
					for (int i = 0; i < unknown.size(); i++) {
						this.known.put(unknown.get(i), embeddings.get(i));
					}
				});
		return embedded
			.thenApply((done) -> texts.stream().map((text) -> Objects.requireNonNull(this.known.get(text))).toList());
	}

}
