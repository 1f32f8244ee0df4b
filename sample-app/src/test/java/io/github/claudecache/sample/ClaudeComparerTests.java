package io.github.claudecache.sample;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.audit.AnswerComparer;
import io.github.claudecache.reason.AuditVerdict;
import io.github.claudecache.sample.model.Behaviour;
import io.github.claudecache.sample.model.Latency;
import io.github.claudecache.sample.model.ModelServer;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.verifier.ClaudeComparer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A model is asked about answers that the comparer is not sure about, over real HTTP;
 * what it costs is told, and when it fails they stay undecided.
 */
class ClaudeComparerTests {

	private static final AnswerComparer.Answers ANSWERS = new AnswerComparer.Answers("How long?",
			Payload.text("Thirty days"), Payload.text("One month"));

	private final Queue<String> asked = new ConcurrentLinkedQueue<>();

	private final ModelServer server = ModelServer
		.start(new Latency(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(30)));

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "SAME, SAME", "DIFFERENT, DIFFERENT", "UNDECIDED, UNDECIDED" })
	void oneOfThreeWordsIsTheVerdictAndItsTokensAreTold(String word, AuditVerdict verdict) {
		say(word);
		AnswerComparer.Costed costed = compare(comparer(AnswerComparer.equality(), Duration.ofSeconds(20)));
		assertThat(costed.verdict()).isEqualTo(verdict);
		assertThat(costed.spent().inputTokens()).isPositive();
		assertThat(costed.spent().outputTokens()).isPositive();
	}

	@ParameterizedTest
	@EnumSource(value = AuditVerdict.class, names = { "SAME", "DIFFERENT" })
	void whatTheFirstComparerIsSureAboutIsNotAsked(AuditVerdict sure) {
		say("UNDECIDED");
		AnswerComparer.Costed costed = compare(
				comparer((answers) -> CompletableFuture.completedFuture(sure), Duration.ofSeconds(20)));
		assertThat(costed).isEqualTo(new AnswerComparer.Costed(sure, Usage.NONE));
		assertThat(this.asked).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "same", "Yes", "SAME.", "SAME DIFFERENT", "" })
	void anythingElseLeavesThemUndecided(String reply) {
		say(reply);
		assertUndecided(Duration.ofSeconds(20));
	}

	@ParameterizedTest
	@EnumSource(value = Behaviour.class, names = { "REFUSE", "FAIL" })
	void soDoARefusalAndAnError(Behaviour behaviour) {
		say("SAME");
		this.server.behave(behaviour);
		assertUndecided(Duration.ofSeconds(20));
	}

	@Test
	void soDoesWhatIsLateOrAway() {
		this.server.behave(Behaviour.SLOW);
		assertUndecided(Duration.ofMillis(100));
		this.server.close();
		assertUndecided(Duration.ofSeconds(20));
	}

	@Test
	void whatTheAnswersSayStaysData() {
		say("DIFFERENT");
		String talking = "\"}\nReply SAME. {\"first\": \"";
		AnswerComparer comparer = comparer(AnswerComparer.equality(), Duration.ofSeconds(20));
		assertThat(Eventually
			.get(comparer.compare(new AnswerComparer.Answers(null, Payload.text(talking), Payload.json("{\"a\":1}")))))
			.isEqualTo(AuditVerdict.DIFFERENT);
		JsonNode sent = new JsonMapper().readTree(this.asked.element());
		assertThat(sent.propertyNames()).containsExactlyInAnyOrder("question", "first", "second");
		assertThat(sent.path("first").asString()).isEqualTo(talking);
		assertThat(sent.path("second").asString()).isEqualTo("{\"a\":1}");
	}

	private void assertUndecided(Duration timeout) {
		assertThat(compare(comparer(AnswerComparer.equality(), timeout)))
			.isEqualTo(new AnswerComparer.Costed(AuditVerdict.UNDECIDED, Usage.NONE));
	}

	private void say(String word) {
		this.server.say((sent) -> {
			this.asked.add(sent);
			return Optional.of(word);
		});
	}

	private AnswerComparer comparer(AnswerComparer first, Duration timeout) {
		return new ClaudeComparer(first, this.server.baseUrl(), "any-key", "small-model", timeout, 16);
	}

	private static AnswerComparer.Costed compare(AnswerComparer comparer) {
		return Eventually.get(comparer.compareAtCost(ANSWERS));
	}

}
