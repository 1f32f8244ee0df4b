package io.github.claudecache.embedding;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration;
import io.github.claudecache.autoconfigure.ClaudeCacheSemanticAutoConfiguration;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.semantic.Embedding;
import io.github.claudecache.semantic.QuestionJudge;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.semantic.NotJudge;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with a real embedding model in its process, which reads 126 tokens of a
 * text and says nothing about the rest.
 */
class MiniLmTests {

	private static final int PAIRS = 200;

	private static final int WINDOW = 126;

	// One token each for the model.
	private static final String[] WORDS = { "road", "tree", "book", "ship", "door", "rain", "gold", "king", "fish",
			"wind", "salt", "moon", "bird", "hand", "fire", "song", "wall", "milk", "star", "snow", "city", "bank" };

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void start() {
		application = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.run("--spring.main.banner-mode=off", "--spring.jmx.enabled=false", "--claude.cache.semantic.deadline=10s");
	}

	@AfterAll
	static void stop() {
		SpringApplication.exit(application);
	}

	@Test
	void paraphraseIsServedAndItsOppositeIsNot() {
		Provenance first = ask("How do I reset my password?");
		Provenance other = ask("How can I reset my password?");

		assertThat(first.outcome()).isEqualTo(Outcome.MISS);
		assertThat(other.outcome()).isEqualTo(Outcome.SEMANTIC);
		assertThat(other.match().source()).isEqualTo(first.fingerprint());
		assertThat(other.match().similarity()).isBetween(0.9, 1.0);
		assertThat(ask("How do I not reset my password?").outcome()).isEqualTo(Outcome.MISS);
		assertThat(events().events(CacheEvent.CandidateRefused.class)).extracting(CacheEvent.CandidateRefused::by)
			.contains(NotJudge.GUARD);
		assertThat(ask("Where is the nearest shop?").outcome()).isEqualTo(Outcome.MISS);
	}

	@Test
	void p9LongTextsWithTheSameBeginningAreNeverServedSemantically() {
		Random random = new Random(5);
		for (int i = 0; i < PAIRS; i++) {
			// Every other pair is so long that the model is not even asked.
			String beginning = "Case " + i + ": " + words(random, (i % 2 == 0) ? 126 + random.nextInt(10) : 200);

			assertThat(ask(beginning + " Can I get a refund?").outcome()).isEqualTo(Outcome.MISS);
			assertThat(ask(beginning + " Is my account closed?").outcome()).isEqualTo(Outcome.MISS);
		}
	}

	@Test
	void modelItselfCannotTellThemApart() {
		String beginning = words(new Random(5), 140);
		List<Embedding> vectors = embed(beginning + " Can I get a refund?", beginning + " Is my account closed?");

		assertThat(vectors.get(0).cosine(vectors.get(1))).isGreaterThan(0.9999);
		assertThat(vectors).allMatch(Embedding::truncated);
	}

	@Test
	void textsAreComparedUpToItsWindowAndNoFurther() {
		AllMiniLmL6V2QuantizedEmbeddingModel model = application.getBean(AllMiniLmL6V2QuantizedEmbeddingModel.class);
		for (int words = 80; words < 200; words += 3) {
			String text = words(new Random(words), words);
			int read = model.embed(text).tokenUsage().inputTokenCount();
			boolean truncated = embed(text).get(0).truncated();
			if (read < WINDOW) {
				assertThat(truncated).as("%d tokens", read).isFalse();
			}
			else if (words > WINDOW) {
				assertThat(truncated).as("%d words", words).isTrue();
			}
		}
	}

	private static String words(Random random, int count) {
		return IntStream.range(0, count)
			.mapToObj((i) -> WORDS[random.nextInt(WORDS.length)])
			.collect(Collectors.joining(" "));
	}

	private static Provenance ask(String question) {
		return application.getBean(Desk.class).answer(question).provenance();
	}

	private static EventLog events() {
		return application.getBean(EventLog.class);
	}

	private static List<Embedding> embed(String... texts) {
		LangChain4jEmbeddings embeddings = application.getBean(LangChain4jEmbeddings.class);
		assertThat(embeddings.awaitReady(Duration.ofSeconds(60))).isTrue();
		return Eventually.get(embeddings.embed(List.of(texts)));
	}

	static class Desk {

		private final AtomicInteger calls = new AtomicInteger();

		@ClaudeCached(name = "faq", volatility = "reference", semantic = Semantic.GUARDED)
		ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete("answer " + this.calls.incrementAndGet());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	@ImportAutoConfiguration({ ClaudeCacheAutoConfiguration.class, ClaudeCacheSemanticAutoConfiguration.class })
	static class Application {

		@Bean
		AllMiniLmL6V2QuantizedEmbeddingModel embeddingModel() {
			return new AllMiniLmL6V2QuantizedEmbeddingModel();
		}

		@Bean
		QuestionJudge judge() {
			return new NotJudge(0.9);
		}

		@Bean
		Desk desk() {
			return new Desk();
		}

		@Bean
		EventLog events() {
			return new EventLog();
		}

	}

}
