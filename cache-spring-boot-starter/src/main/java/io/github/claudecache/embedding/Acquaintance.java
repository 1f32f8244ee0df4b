package io.github.claudecache.embedding;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.claudecache.semantic.Embedding;

/**
 * What was learned of a model by asking it once.
 *
 * @param identity the model, its dimension and a digest of what it makes of a text
 * @param dimension how many numbers its vectors have
 * @param certainTokens how many tokens it reads, both the first and the last of them; 0
 * if that is not known
 */
record Acquaintance(String identity, int dimension, int certainTokens) {

	private static final String PROBE = "Can I get my money back for the two tickets that I bought yesterday?";

	// Words of one letter, so that there is at least a token for each of them.
	private static final int[] LENGTHS = { 256, 192, 126, 96, 64, 32 };

	private static final float STEPS = 50;

	private static final int DIGEST_BYTES = 6;

	/**
	 * Asks a model.
	 * @param made is completed with what was learned, or with what went wrong
	 */
	static void make(ModelEmbeddings model, int maxTokens, CompletableFuture<Acquaintance> made) {
		try {
			made.complete(of(model, IntStream.of(LENGTHS).filter((length) -> length <= maxTokens).toArray()));
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			made.completeExceptionally(ex);
		}
	}

	private static Acquaintance of(ModelEmbeddings model, int[] lengths) {
		List<String> texts = new ArrayList<>(List.of(PROBE));
		for (int length : lengths) {
			String middle = "a ".repeat(length - 2);
			texts.addAll(List.of("b " + middle + "b", "c " + middle + "b", "b " + middle + "c"));
		}
		List<Embedding> vectors = ModelEmbeddings.normalised(model.call(texts), texts.size())
			.stream()
			.map((vector) -> new Embedding(vector, false))
			.toList();
		int certain = 0;
		for (int i = 0; i < lengths.length && certain == 0; i++) {
			Embedding text = vectors.get(1 + 3 * i);
			if (!EmbeddingBatch.same(text, vectors.get(2 + 3 * i))
					&& !EmbeddingBatch.same(text, vectors.get(3 + 3 * i))) {
				certain = lengths[i];
			}
		}
		float[] probe = vectors.get(0).vector();
		return new Acquaintance(model.name() + "/" + probe.length + "/" + digest(probe), probe.length, certain);
	}

	// Rounded, so that what another processor adds up differently is the same model.
	private static String digest(float[] vector) {
		ByteBuffer rounded = ByteBuffer.allocate(vector.length * Integer.BYTES);
		for (float number : vector) {
			rounded.putInt(Math.round(number * STEPS));
		}
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(rounded.array());
			return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
