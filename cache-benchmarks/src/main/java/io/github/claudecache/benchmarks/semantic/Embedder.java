package io.github.claudecache.benchmarks.semantic;

import java.util.HashMap;
import java.util.Map;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * The embedder that the weights are fitted with: all-MiniLM-L6-v2, quantised, in process.
 */
final class Embedder {

	private final EmbeddingModel model;

	private final Map<String, float[]> vectors = new HashMap<>();

	Embedder() {
		// It tells about its native libraries, in the middle of the report.
		LoggingSystem.get(Embedder.class.getClassLoader()).setLogLevel("ai.djl", LogLevel.WARN);
		this.model = new AllMiniLmL6V2QuantizedEmbeddingModel();
	}

	double cosine(String left, String right) {
		float[] a = vector(left);
		float[] b = vector(right);
		double dot = 0;
		double lengths = 0;
		double other = 0;
		for (int i = 0; i < a.length; i++) {
			dot += a[i] * b[i];
			lengths += a[i] * a[i];
			other += b[i] * b[i];
		}
		return dot / Math.sqrt(lengths * other);
	}

	private float[] vector(String text) {
		return this.vectors.computeIfAbsent(text,
				(key) -> this.model.embed(key.isBlank() ? "." : key).content().vector());
	}

}
