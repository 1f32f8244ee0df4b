package io.github.claudecache.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.embedding.LangChain4jEmbeddings;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.judgement.GreyZone;
import io.github.claudecache.judgement.GuardedJudge;
import io.github.claudecache.judgement.score.Preset;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.semantic.AnswerVerifier;
import io.github.claudecache.semantic.SemanticIndex;
import io.github.claudecache.semantic.SemanticTier;
import io.github.claudecache.store.InMemoryAnswerStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Labelled pairs of questions, each asked of a cache of its own with the real embedder:
 * first one question, then the other.
 */
final class JudgedWordings implements AutoCloseable {

	private static final Path CORPUS = Path
		.of("../cache-semantic/src/test/resources/io/github/claudecache/judgement/corpus.tsv");

	private static final TenantId ACME = new TenantId("acme");

	private final LangChain4jEmbeddings embedder = new LangChain4jEmbeddings(new AllMiniLmL6V2QuantizedEmbeddingModel(),
			256);

	private final List<Pair> pairs;

	JudgedWordings() throws IOException {
		assertThat(this.embedder.awaitReady(Duration.ofMinutes(1))).isTrue();
		this.pairs = Files.readAllLines(CORPUS)
			.stream()
			.filter((line) -> !line.startsWith("#"))
			.map((line) -> line.split("\t"))
			.map((fields) -> new Pair(fields[2], fields[3], fields[1].equals("same")))
			.toList();
	}

	List<Pair> pairs() {
		return this.pairs;
	}

	/**
	 * The pairs whose second question was given the answer of the first.
	 * @param verifiers who is asked, nobody if empty
	 */
	Set<Pair> served(List<AnswerVerifier> verifiers, Duration deadline) {
		double bar = Preset.STRICT.bar();
		GuardedJudge judge = GuardedJudge.standard(verifiers.isEmpty() ? GreyZone.none(bar) : new GreyZone(0.5, bar));
		return this.pairs.stream()
			.filter((pair) -> served(pair, judge, verifiers, deadline))
			.collect(Collectors.toSet());
	}

	private boolean served(Pair pair, GuardedJudge judge, List<AnswerVerifier> verifiers, Duration deadline) {
		SemanticTier tier = new SemanticTier(this.embedder, SemanticIndex.inMemory(10, 10, InstantSource.system()),
				judge, new SemanticTier.Settings(5, 0.5, Duration.ofSeconds(20)), InstantSource.system(),
				Patience.system());
		try (InMemoryAnswerStore store = new InMemoryAnswerStore()) {
			ClaudeCache cache = ClaudeCache.builder()
				.caches(CacheDefinition.of("faq", "reference").with(Semantic.GUARDED))
				.store(store)
				.semantic(verifiers.isEmpty() ? tier : tier.verifiedBy(verifiers, deadline, 100))
				.build();
			ask(cache, pair.first());
			return ask(cache, pair.second()).provenance().outcome() == Outcome.SEMANTIC;
		}
	}

	private static ClaudeAnswer<String> ask(ClaudeCache cache, String question) {
		return cache.answer(ClaudeRequest.builder("faq", ACME).message(question).build(),
				() -> ClaudeAnswer.complete("the answer"));
	}

	@Override
	public void close() {
		this.embedder.close();
	}

	/**
	 * Two questions, and whether one answer serves both.
	 */
	record Pair(String first, String second, boolean same) {
	}

}
