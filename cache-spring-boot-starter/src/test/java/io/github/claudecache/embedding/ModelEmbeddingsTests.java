package io.github.claudecache.embedding;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.github.claudecache.semantic.Embedding;
import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

/**
 * Embedding models of both libraries: what they give is believed only as far as it was
 * seen.
 */
@ExtendWith(OutputCaptureExtension.class)
class ModelEmbeddingsTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	private final List<ModelEmbeddings> opened = new ArrayList<>();

	@AfterEach
	void close() {
		this.opened.forEach(ModelEmbeddings::close);
	}

	static List<Named> libraries() {
		return List.of(new Named("Spring AI", (model) -> new SpringAiEmbeddings(model.asSpringAi(), 256)),
				new Named("LangChain4j", (model) -> new LangChain4jEmbeddings(model.asLangChain4j(), 256)));
	}

	@ParameterizedTest
	@MethodSource("libraries")
	void textsAreEmbeddedInOneCallInTheirOrderAndNormalised(Named library) {
		WordModel model = new WordModel();
		ModelEmbeddings embeddings = ready(library.embeddings(model));
		model.calls.clear();

		List<Embedding> vectors = embed(embeddings, "reset my password", "reset the password please",
				"my password reset");

		assertThat(model.calls).hasSize(1);
		assertThat(vectors).hasSize(3).allSatisfy((vector) -> {
			assertThat(vector.truncated()).isFalse();
			assertThat(vector.cosine(vector)).isEqualTo(1, within(1e-5));
		});
		assertThat(vectors.get(0).cosine(vectors.get(2))).isEqualTo(1, within(1e-5));
		assertThat(vectors.get(0).cosine(vectors.get(1))).isLessThan(0.9);
	}

	@Test
	void identityIsTheModelItsDimensionAndWhatItMakesOfAText() {
		UnaryOperator<List<String>> everything = (words) -> words;
		String identity = identity(new WordModel(512, everything));

		assertThat(identity).matches(".+LangChain4jModel/words/512/[0-9a-f]{12}");
		assertThat(identity(new WordModel(512, everything))).isEqualTo(identity);
		assertThat(identity(new WordModel(256, everything))).isNotEqualTo(identity);
		assertThat(identity(new WordModel(512, (words) -> words.subList(0, words.size() - 1)))).isNotEqualTo(identity);
		assertThat(ready(new SpringAiEmbeddings(new WordModel().asSpringAi(), 256)).identity())
			.contains("SpringAiModel/512/")
			.endsWith(identity.substring(identity.lastIndexOf('/')));
	}

	@Test
	void proxyOfAModelIsTheModel() {
		EmbeddingModel model = new WordModel().asLangChain4j();
		EmbeddingModel proxy = (EmbeddingModel) new ProxyFactory(model).getProxy();

		assertThat(proxy.getClass()).isNotEqualTo(model.getClass());
		assertThat(ready(new LangChain4jEmbeddings(proxy, 256)).identity())
			.isEqualTo(ready(new LangChain4jEmbeddings(model, 256)).identity());
	}

	@ParameterizedTest
	@ValueSource(ints = { 40, 60, 100, 140 })
	void p9TextThatTheModelCutsOffIsTruncated(int window) {
		for (WordModel model : List.of(WordModel.readingTheFirst(window), WordModel.readingTheLast(window))) {
			ModelEmbeddings embeddings = ready(new LangChain4jEmbeddings(model.asLangChain4j(), 1024));
			for (int words = window - 20; words < window; words++) {
				assertThat(embed(embeddings, words(words)).get(0).truncated()).as("%d words of %d", words, window)
					.isFalse();
			}
			for (int words = window + 1; words <= window + 20; words++) {
				assertThat(embed(embeddings, words(words)).get(0).truncated()).as("%d words of %d", words, window)
					.isTrue();
			}
		}
	}

	@Test
	void textThatIsCertainlyReadIsEmbeddedOnce() {
		WordModel model = new WordModel();
		ModelEmbeddings embeddings = ready(new LangChain4jEmbeddings(model.asLangChain4j(), 256));
		model.calls.clear();

		embed(embeddings, "How do I reset my password?");
		embed(embeddings, words(100));

		assertThat(model.calls).extracting(List::size).containsExactly(1, 3);
	}

	@Test
	void textWithMoreTokensThanAllowedIsNotEmbedded() {
		WordModel model = new WordModel();
		ModelEmbeddings embeddings = ready(new LangChain4jEmbeddings(model.asLangChain4j(), 32));
		model.calls.clear();

		assertThat(embed(embeddings, "x".repeat(97), "short")).allMatch(Embedding::truncated);
		assertThat(model.calls).isEmpty();
		assertThat(embed(embeddings, "x".repeat(96))).noneMatch(Embedding::truncated);
	}

	@Test
	void callerIsNeverBlockedAndAModelThatCannotKeepUpFailsAtOnce() {
		CountDownLatch open = new CountDownLatch(1);
		AtomicBoolean blocking = new AtomicBoolean();
		ModelEmbeddings embeddings = ready(scripted((texts) -> {
			if (blocking.get()) {
				await(open);
			}
			return new WordModel().embed(texts);
		}));
		blocking.set(true);

		List<CompletionStage<List<Embedding>>> running = new ArrayList<>();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> {
			for (int i = 0; i < 1000; i++) {
				running.add(embeddings.embed(List.of("question")));
			}
		});

		assertThat(running).hasSizeBetween(64, 68);
		assertThat(running).noneMatch((call) -> call.toCompletableFuture().isDone());
		open.countDown();
		running.forEach((call) -> assertThat(Eventually.get(call)).hasSize(1));
	}

	@Test
	void modelThatFailsAtFirstIsAskedAgain(CapturedOutput output) {
		AtomicBoolean away = new AtomicBoolean(true);
		ModelEmbeddings embeddings = open(scripted((texts) -> {
			if (away.get()) {
				throw new IllegalStateException("No connection");
			}
			return new WordModel().embed(texts);
		}));

		assertThat(embeddings.awaitReady(LONG)).isFalse();
		assertThat(output).contains("does not answer. Until it does, only the same question has the same answer");
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(embeddings::identity);

		away.set(false);
		assertThat(embeddings.awaitReady(LONG)).isTrue();
		assertThat(embeddings.identity()).isNotEmpty();
	}

	@Test
	void modelThatHasNotAnsweredYetHasNoIdentityAndBlocksNobody() {
		CountDownLatch open = new CountDownLatch(1);
		ModelEmbeddings embeddings = open(scripted((texts) -> {
			await(open);
			return new WordModel().embed(texts);
		}));

		assertThatIllegalStateException().isThrownBy(embeddings::identity).withMessageContaining("not answered yet");
		assertThatIllegalStateException().isThrownBy(() -> embeddings.embed(List.of("question")));

		open.countDown();
		assertThat(embeddings.awaitReady(LONG)).isTrue();
	}

	@Test
	void modelThatGivesTooFewVectorsFails() {
		AtomicBoolean wrong = new AtomicBoolean();
		ModelEmbeddings embeddings = ready(scripted(
				(texts) -> new WordModel().embed(texts).subList(0, wrong.get() ? texts.size() - 1 : texts.size())));
		wrong.set(true);

		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> embeddings.embed(List.of("one", "two")).toCompletableFuture().get())
			.withMessageContaining("gave 1 vectors for 2 texts");
	}

	private String identity(WordModel model) {
		return ready(new LangChain4jEmbeddings(model.asLangChain4j(), 256)).identity();
	}

	private ModelEmbeddings ready(ModelEmbeddings embeddings) {
		assertThat(open(embeddings).awaitReady(LONG)).isTrue();
		return embeddings;
	}

	private ModelEmbeddings open(ModelEmbeddings embeddings) {
		this.opened.add(embeddings);
		return embeddings;
	}

	private static List<Embedding> embed(ModelEmbeddings embeddings, String... texts) {
		return Eventually.get(embeddings.embed(List.of(texts)));
	}

	private static String words(int count) {
		return IntStream.range(0, count).mapToObj((i) -> "w" + i).collect(Collectors.joining(" "));
	}

	private static ModelEmbeddings scripted(Script script) {
		return new ModelEmbeddings(256) {

			@Override
			String name() {
				return "scripted";
			}

			@Override
			List<float[]> call(List<String> texts) {
				return script.embed(texts);
			}

		};
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private interface Script {

		List<float[]> embed(List<String> texts);

	}

	private interface Library {

		ModelEmbeddings embeddings(WordModel model);

	}

	record Named(String name, Library library) {

		ModelEmbeddings embeddings(WordModel model) {
			return this.library.embeddings(model);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
