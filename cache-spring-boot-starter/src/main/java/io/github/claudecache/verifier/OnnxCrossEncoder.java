package io.github.claudecache.verifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.claudecache.semantic.AnswerVerifier;

/**
 * Asks a cross-encoder in this process: a model in ONNX that reads both questions at once
 * and says whether they mean the same, such as one that was trained on question pairs.
 * The files are the user's.
 * <p>
 * The model has the inputs {@code input_ids}, {@code attention_mask} and, if it wants it,
 * {@code token_type_ids}, and one row of one logit (by its sigmoid) or of two (by their
 * softmax; the second is "the same"). A pair of too many tokens is a no. Needs
 * {@code com.microsoft.onnxruntime:onnxruntime} and
 * {@code ai.djl.huggingface:tokenizers}.
 * <p>
 * Runs in two threads of its own; when 64 pairs wait already, the next one fails. Safe
 * for use by many threads.
 *
 * @since 0.1.0
 */
public final class OnnxCrossEncoder implements AnswerVerifier, AutoCloseable {

	private static final String IDS = "input_ids";

	private static final String MASK = "attention_mask";

	private static final String TYPES = "token_type_ids";

	private static final int THREADS = 2;

	private static final int WAITING = 64;

	private static final int IDLE_SECONDS = 30;

	private final OrtEnvironment environment;

	private final OrtSession session;

	private final HuggingFaceTokenizer tokenizer;

	private final double threshold;

	private final int maxTokens;

	private final ThreadPoolExecutor executor;

	private OnnxCrossEncoder(OrtEnvironment environment, OrtSession session, HuggingFaceTokenizer tokenizer,
			double threshold, int maxTokens) {
		this.environment = environment;
		this.session = session;
		this.tokenizer = tokenizer;
		this.threshold = threshold;
		this.maxTokens = maxTokens;
		this.executor = new ThreadPoolExecutor(THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS,
				new ArrayBlockingQueue<>(WAITING), (task) -> {
					Thread thread = new Thread(task, "claude-cache-cross-encoder");
					thread.setDaemon(true);
					return thread;
				});
		this.executor.allowCoreThreadTimeOut(true);
	}

	/**
	 * Loads a model and tries it on a pair.
	 * @param model the file of the model
	 * @param tokenizer its {@code tokenizer.json}
	 * @param threshold the least probability that means yes, from 0 to 1
	 * @param maxTokens how many tokens a pair may have, positive
	 * @return the verifier
	 * @throws IllegalArgumentException if a file cannot be read, the model is not of this
	 * kind, or a value is out of range; names the file
	 */
	public static OnnxCrossEncoder load(Path model, Path tokenizer, double threshold, int maxTokens) {
		if (!(threshold >= 0 && threshold <= 1) || maxTokens < 1) {
			throw new IllegalArgumentException("The threshold must be from 0 to 1 and the number of tokens positive");
		}
		for (Path file : new Path[] { model, tokenizer }) {
			if (!Files.isReadable(file) || Files.isDirectory(file)) {
				throw new IllegalArgumentException("'" + file + "' is not a file that can be read");
			}
		}
		OnnxCrossEncoder encoder = open(model, tokenizer, threshold, maxTokens);
		try {
			encoder.probability("Is this a question?", "Is this one?");
		}
		catch (OrtException | RuntimeException ex) {
			encoder.close();
			throw new IllegalArgumentException("'" + model + "' cannot be used: " + ex.getMessage(), ex);
		}
		return encoder;
	}

	private static OnnxCrossEncoder open(Path model, Path tokenizer, double threshold, int maxTokens) {
		HuggingFaceTokenizer pairs;
		try {
			pairs = HuggingFaceTokenizer.builder()
				.optTokenizerPath(tokenizer)
				.optTruncation(false)
				.optPadding(false)
				.build();
		}
		catch (IOException | RuntimeException ex) {
			throw new IllegalArgumentException("'" + tokenizer + "' is not a tokenizer.json: " + ex.getMessage(), ex);
		}
		OrtEnvironment environment = OrtEnvironment.getEnvironment();
		try {
			OrtSession session = environment.createSession(model.toString());
			Set<String> inputs = session.getInputNames();
			if (!inputs.contains(IDS) || !Set.of(IDS, MASK, TYPES).containsAll(inputs)) {
				session.close();
				throw new IllegalArgumentException("'" + model + "' has the inputs " + inputs + " instead of " + IDS
						+ ", " + MASK + " and perhaps " + TYPES);
			}
			return new OnnxCrossEncoder(environment, session, pairs, threshold, maxTokens);
		}
		catch (OrtException ex) {
			pairs.close();
			throw new IllegalArgumentException("'" + model + "' is not a model in ONNX: " + ex.getMessage(), ex);
		}
	}

	@Override
	public String name() {
		return "cross-encoder";
	}

	@Override
	public CompletionStage<Boolean> verify(Candidate candidate) {
		CompletableFuture<Boolean> verdict = new CompletableFuture<>();
		try {
			this.executor.execute(() -> {
				try {
					verdict.complete(probability(candidate.cached(), candidate.asked()) >= this.threshold);
				}
				catch (OrtException | RuntimeException | LinkageError ex) {
					verdict.completeExceptionally(ex);
				}
			});
		}
		catch (RejectedExecutionException ex) {
			verdict.completeExceptionally(ex);
		}
		return verdict;
	}

	/**
	 * Ends the threads and gives the model back.
	 */
	@Override
	public void close() {
		this.executor.shutdown();
		try {
			// What is running reads the model.
			if (this.executor.awaitTermination(IDLE_SECONDS, TimeUnit.SECONDS)) {
				this.session.close();
				this.tokenizer.close();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (OrtException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private double probability(String cached, String asked) throws OrtException {
		Encoding encoding = this.tokenizer.encode(cached, asked);
		if (encoding.getIds().length > this.maxTokens) {
			return -1;
		}
		Map<String, OnnxTensor> inputs = new HashMap<>();
		try {
			for (String input : this.session.getInputNames()) {
				long[] values = switch (input) {
					case IDS -> encoding.getIds();
					case MASK -> encoding.getAttentionMask();
					default -> encoding.getTypeIds();
				};
				inputs.put(input, OnnxTensor.createTensor(this.environment, new long[][] { values }));
			}
			try (OrtSession.Result result = this.session.run(inputs)) {
				return probability(result.get(0).getValue());
			}
		}
		finally {
			inputs.values().forEach(OnnxTensor::close);
		}
	}

	private static double probability(Object output) {
		if (output instanceof float[][] rows && rows.length == 1 && (rows[0].length == 1 || rows[0].length == 2)) {
			float[] logits = rows[0];
			double logit = (logits.length == 1) ? logits[0] : logits[1] - logits[0];
			return 1 / (1 + Math.exp(-logit));
		}
		throw new IllegalArgumentException("its first output is not one row of one or two numbers");
	}

}
