package io.github.claudecache.sample.comparison;

import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.embedding.CosineSimilarity;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * <strong>What this project is not</strong>: the cache that is written in an afternoon.
 * Its key is the embedding of the question's text and nothing else, so that tenant,
 * locale and versions of documents are not in it. One threshold of the cosine decides.
 * Answers live until they are pushed out, nothing voids them, and refusals and answers
 * that were cut off are kept as well. It is here to be compared with.
 * <p>
 * Safe for use by many threads.
 */
@Component
class NaiveCache {

	private static final int MAX_ENTRIES = 1000;

	private final EmbeddingModel embeddings;

	private final double threshold;

	private final Deque<Entry> entries = new ConcurrentLinkedDeque<>();

	NaiveCache(EmbeddingModel embeddings, @Value("${helpdesk.naive-cache.threshold}") double threshold) {
		this.embeddings = embeddings;
		this.threshold = threshold;
	}

	/**
	 * Serves the answer to the nearest question if it is near enough, else calls.
	 */
	Comparison.Naive answer(String question, Supplier<String> call) {
		Embedding asked = this.embeddings.embed(question).content();
		Optional<Near> nearest = this.entries.stream()
			.map((entry) -> new Near(entry, CosineSimilarity.between(asked, entry.embedding())))
			.max(Comparator.comparingDouble(Near::similarity));
		if (nearest.isPresent() && nearest.get().similarity() >= this.threshold) {
			return nearest.get().served();
		}
		String answer = call.get();
		this.entries.addLast(new Entry(asked, question, answer));
		if (this.entries.size() > MAX_ENTRIES) {
			this.entries.pollFirst();
		}
		return new Comparison.Naive(answer, null, nearest.map(Near::similarity).orElse(null));
	}

	void clear() {
		this.entries.clear();
	}

	private record Entry(Embedding embedding, String question, String answer) {
	}

	private record Near(Entry entry, double similarity) {

		Comparison.Naive served() {
			return new Comparison.Naive(this.entry.answer(), this.entry.question(), this.similarity);
		}

	}

}
