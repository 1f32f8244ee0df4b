package io.github.claudecache.benchmarks.semantic.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;

/**
 * The vectors of many questions by all-MiniLM-L6-v2, quantised. They take minutes to
 * make, so they are kept in the folder for temporary files for the next run.
 */
final class QuestionVectors {

	private static final int DIMENSION = 384;

	private QuestionVectors() {
	}

	static List<float[]> of(String name, List<String> questions) {
		Path file = Path.of(System.getProperty("java.io.tmpdir"),
				"claude-cache-vectors-" + name + "-" + questions.size() + "-" + questions.hashCode());
		try {
			if (!Files.exists(file)) {
				Files.write(file, embed(questions));
			}
			ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
			List<float[]> vectors = new ArrayList<>();
			while (bytes.remaining() >= DIMENSION * Float.BYTES) {
				float[] vector = new float[DIMENSION];
				for (int i = 0; i < DIMENSION; i++) {
					vector[i] = bytes.getFloat();
				}
				vectors.add(vector);
			}
			return vectors;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static byte[] embed(List<String> questions) {
		AllMiniLmL6V2QuantizedEmbeddingModel model = new AllMiniLmL6V2QuantizedEmbeddingModel();
		ByteBuffer bytes = ByteBuffer.allocate(questions.size() * DIMENSION * Float.BYTES);
		IntStream.range(0, questions.size()).parallel().forEach((i) -> {
			float[] vector = model.embed(questions.get(i)).content().vector();
			for (int number = 0; number < DIMENSION; number++) {
				bytes.putFloat((i * DIMENSION + number) * Float.BYTES, vector[number]);
			}
		});
		return bytes.array();
	}

}
