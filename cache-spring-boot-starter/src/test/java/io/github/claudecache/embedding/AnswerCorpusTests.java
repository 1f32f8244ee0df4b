package io.github.claudecache.embedding;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.audit.AnswerComparer;
import io.github.claudecache.judgement.answer.StatementComparer;
import io.github.claudecache.reason.AuditVerdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How often the comparer of texts is wrong about answers of our own writing, with a real
 * embedding model: facts in four independent wordings, and two other facts to each.
 */
class AnswerCorpusTests {

	private static final List<Fact> FACTS = facts();

	private static ModelEmbeddings embedder;

	@BeforeAll
	static void load() {
		embedder = new LangChain4jEmbeddings(new AllMiniLmL6V2QuantizedEmbeddingModel(), 256);
		assertThat(embedder.awaitReady(Duration.ofMinutes(1))).isTrue();
	}

	@AfterAll
	static void close() {
		embedder.close();
	}

	@Test
	void ofTheSameInOtherWordsOneInAHundredIsCalledDifferentAtMost() {
		Map<AuditVerdict, Integer> verdicts = new EnumMap<>(AuditVerdict.class);
		for (Fact fact : FACTS) {
			for (int i = 0; i < fact.wordings().size(); i++) {
				for (int j = i + 1; j < fact.wordings().size(); j++) {
					verdicts.merge(compare(fact.wordings().get(i), fact.wordings().get(j)), 1, Integer::sum);
				}
			}
		}
		int pairs = verdicts.values().stream().mapToInt(Integer::intValue).sum();
		assertThat(pairs).isGreaterThanOrEqualTo(200);
		assertThat(verdicts.getOrDefault(AuditVerdict.DIFFERENT, 0)).as("%s", verdicts)
			.isLessThanOrEqualTo(pairs / 100);
		assertThat(verdicts.get(AuditVerdict.SAME)).as("%s", verdicts).isGreaterThanOrEqualTo(pairs / 5);
	}

	@Test
	void ofWrongOnesTwoInAHundredAreCalledSameAtMost() {
		Map<AuditVerdict, Integer> verdicts = new EnumMap<>(AuditVerdict.class);
		for (Fact fact : FACTS) {
			for (String wording : fact.wordings()) {
				for (String other : fact.others()) {
					verdicts.merge(compare(wording, other), 1, Integer::sum);
				}
			}
		}
		int pairs = verdicts.values().stream().mapToInt(Integer::intValue).sum();
		assertThat(pairs).isGreaterThanOrEqualTo(200);
		assertThat(verdicts.getOrDefault(AuditVerdict.SAME, 0)).as("%s", verdicts).isLessThanOrEqualTo(pairs / 50);
		assertThat(verdicts.get(AuditVerdict.DIFFERENT)).as("%s", verdicts).isGreaterThanOrEqualTo(pairs / 5);
	}

	@Test
	void equalTextsAreTheSameInAnyLanguageAndLengthAndOthersThatCannotBeReadAreUndecided() {
		String german = "Die Karte ist zwei Jahre lang im ganzen Land gültig und nicht übertragbar.";
		assertThat(compare(german, "  die Karte ist zwei Jahre lang im ganzen Land gültig und nicht übertragbar.\n"))
			.isEqualTo(AuditVerdict.SAME);
		assertThat(compare(german, "Die Karte gilt zwei Jahre im ganzen Land und ist nicht übertragbar."))
			.isEqualTo(AuditVerdict.UNDECIDED);
		String essay = "A library is open to everybody who lives in the town. ".repeat(100);
		assertThat(compare(essay, essay + " ")).isEqualTo(AuditVerdict.SAME);
		assertThat(compare(essay, essay + "It is closed.")).isEqualTo(AuditVerdict.UNDECIDED);
	}

	@Test
	void symmetric() {
		for (Fact fact : FACTS) {
			for (String other : fact.others()) {
				assertThat(compare(other, fact.wordings().get(0))).isEqualTo(compare(fact.wordings().get(0), other));
			}
		}
	}

	private static AuditVerdict compare(String served, String fresh) {
		return new StatementComparer(embedder)
			.compare(new AnswerComparer.Answers(null, Payload.text(served), Payload.text(fresh)))
			.toCompletableFuture()
			.join();
	}

	private static List<Fact> facts() {
		List<Fact> facts = new ArrayList<>();
		for (String line : lines()) {
			if (line.startsWith("#") || line.isBlank()) {
				facts.add(new Fact(new ArrayList<>(), new ArrayList<>()));
			}
			else if (line.startsWith("! ")) {
				facts.get(facts.size() - 1).others().add(line.substring(2));
			}
			else {
				facts.get(facts.size() - 1).wordings().add(line);
			}
		}
		return facts.stream().filter((fact) -> !fact.wordings().isEmpty()).toList();
	}

	private static List<String> lines() {
		InputStream file = AnswerCorpusTests.class.getResourceAsStream("/answers/wordings.txt");
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8))) {
			return reader.lines().toList();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private record Fact(List<String> wordings, List<String> others) {
	}

}
