package io.github.claudecache.embedding;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

/**
 * A small real embedding model: the words of a text, each in a place of its own. It can
 * be given a window, of which it says nothing, as many models do.
 */
public final class WordModel {

	private final int dimension;

	private final UnaryOperator<List<String>> window;

	final Queue<List<String>> calls = new ConcurrentLinkedQueue<>();

	/**
	 * Creates a model that reads everything.
	 */
	public WordModel() {
		this(512, (words) -> words);
	}

	WordModel(int dimension, UnaryOperator<List<String>> window) {
		this.dimension = dimension;
		this.window = window;
	}

	static WordModel readingTheFirst(int count) {
		return new WordModel(512, (words) -> words.subList(0, Math.min(count, words.size())));
	}

	static WordModel readingTheLast(int count) {
		return new WordModel(512, (words) -> words.subList(Math.max(0, words.size() - count), words.size()));
	}

	/**
	 * Vectors that are not of length one.
	 */
	List<float[]> embed(List<String> texts) {
		this.calls.add(texts);
		return texts.stream().map(this::embed).toList();
	}

	private float[] embed(String text) {
		float[] vector = new float[this.dimension];
		for (String word : this.window.apply(Arrays.asList(text.toLowerCase(Locale.ROOT).split("\\W+")))) {
			vector[Math.floorMod(word.hashCode() * 31, this.dimension)] += 3;
		}
		return vector;
	}

	/**
	 * The model as Spring AI has models.
	 * @return a view of this model
	 */
	public org.springframework.ai.embedding.EmbeddingModel asSpringAi() {
		return new SpringAiModel(this);
	}

	/**
	 * The model as LangChain4j has models.
	 * @return a view of this model
	 */
	public EmbeddingModel asLangChain4j() {
		return new LangChain4jModel(this);
	}

	private record SpringAiModel(WordModel words) implements org.springframework.ai.embedding.EmbeddingModel {

		@Override
		public EmbeddingResponse call(EmbeddingRequest request) {
			return new EmbeddingResponse(this.words.embed(request.getInstructions())
				.stream()
				.map((vector) -> new org.springframework.ai.embedding.Embedding(vector, 0))
				.toList());
		}

		@Override
		public float[] embed(Document document) {
			throw new UnsupportedOperationException();
		}

	}

	private record LangChain4jModel(WordModel words) implements EmbeddingModel {

		@Override
		public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
			return Response.from(this.words.embed(segments.stream().map(TextSegment::text).toList())
				.stream()
				.map(Embedding::from)
				.toList());
		}

		@Override
		public String modelName() {
			return "words";
		}

	}

}
