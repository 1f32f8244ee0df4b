package io.github.claudecache.benchmarks.semantic;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import io.github.claudecache.semantic.Embedding;
import io.github.claudecache.semantic.EmbeddingProvider;

/**
 * Remembers the vectors of an embedder: a replay asks for the same texts again and again.
 */
final class ReplayEmbeddings implements EmbeddingProvider {

	private final EmbeddingProvider delegate;

	private final Map<String, Embedding> known = new ConcurrentHashMap<>();

	private ReplayEmbeddings(EmbeddingProvider delegate) {
		this.delegate = delegate;
	}

	static EmbeddingProvider miniLm() {
		return new ReplayEmbeddings(MiniLm.load());
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
