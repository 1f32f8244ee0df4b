package io.github.claudecache.sample;

import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One question in three ways, over real HTTP. The naive cache is the control: what this
 * one does not do wrong is seen to go wrong in it. It needs the documents as they are
 * shipped.
 */
@HelpDeskTest
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_CLASS)
class ComparisonTests {

	private static final String QUESTION = "Can I get a refund?";

	private final String tenant = "tenant-" + UUID.randomUUID();

	private HelpDeskDriver helpDesk;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.helpDesk = new HelpDeskDriver(port);
		forgetNaiveAnswers();
	}

	@AfterEach
	void recover() {
		this.helpDesk.behave("normal");
		turnStore("running");
	}

	@Test
	void theFirstTimeAllThreeAskAndAgree() {
		long before = this.helpDesk.calls();
		JsonNode compared = compare(QUESTION, this.tenant, "en");
		assertThat(this.helpDesk.calls() - before).isEqualTo(3);
		assertThat(compared.at("/fresh/agreement").isNull()).isTrue();
		assertThat(compared.at("/naive/reply/answerTo").isNull()).isTrue();
		assertThat(compared.at("/cached/reply/outcome").asString()).isEqualTo("miss");
		assertThat(agreements(compared)).isEqualTo("same, same");
		JsonNode again = compare(QUESTION, this.tenant, "en");
		assertThat(this.helpDesk.calls() - before).as("only without a cache").isEqualTo(4);
		assertThat(again.at("/naive/reply/answerTo").asString()).isEqualTo(QUESTION);
		assertThat(again.at("/cached/reply/outcome").asString()).isEqualTo("exact");
		assertThat(agreements(again)).isEqualTo("same, same");
	}

	@Test
	void afterAPublicationTheNaiveCacheIsWrong() {
		compare(QUESTION, this.tenant, "en");
		this.helpDesk.publish("returns", "You can get a refund within 88 days of delivery.");
		JsonNode compared = compare(QUESTION, this.tenant, "en");
		assertThat(agreements(compared)).isEqualTo("different, same");
		assertThat(compared.at("/cached/reply/outcome").asString()).isEqualTo("miss");
		assertThat(compared.at("/cached/reply/answer").asString()).contains("88 days");
		forgetNaiveAnswers();
		assertThat(agreements(compare(QUESTION, this.tenant, "en"))).isEqualTo("same, same");
	}

	@ParameterizedTest
	@CsvSource({ "-b,en", "'',de" })
	void toAnotherTenantOrLocaleTheNaiveCacheIsWrong(String suffix, String locale) {
		compare(QUESTION, this.tenant, "en");
		assertThat(agreements(compare(QUESTION, this.tenant + suffix, locale))).isEqualTo("different, same");
	}

	@Test
	void toAQuestionThatOnlyLooksAlikeTheNaiveCacheIsWrong() {
		compare("Is the Basic plan really free for customers?", this.tenant, "en");
		JsonNode compared = compare("Is the Business plan really free for customers?", this.tenant, "en");
		assertThat(compared.at("/naive/reply/similarity").asDouble()).isGreaterThanOrEqualTo(0.8);
		assertThat(compared.at("/cached/reply/outcome").asString()).isEqualTo("miss");
		assertThat(agreements(compared)).isEqualTo("different, same");
	}

	@ParameterizedTest
	@ValueSource(strings = { "refuse", "truncate" })
	void theNaiveCacheKeepsWhatIsNotComplete(String mode) {
		this.helpDesk.behave(mode);
		assertThat(agreements(compare(QUESTION, this.tenant, "en"))).as("half an answer is no measure")
			.isEqualTo("undecided, undecided");
		this.helpDesk.behave("normal");
		assertThat(agreements(compare(QUESTION, this.tenant, "en"))).isEqualTo("different, same");
	}

	@Test
	void aFailureOfTheModelIsToldForEachWay() {
		compare(QUESTION, this.tenant, "en");
		this.helpDesk.behave("fail");
		JsonNode compared = compare(QUESTION, this.tenant, "en");
		assertThat(compared.at("/fresh/reply").isNull()).isTrue();
		assertThat(compared.at("/fresh/problem").asString()).contains("529");
		assertThat(compared.at("/cached/reply/outcome").asString()).isEqualTo("exact");
		assertThat(agreements(compared)).isEqualTo("undecided, undecided");
		JsonNode unknown = compare("Is my data encrypted?", this.tenant, "en");
		assertThat(unknown.at("/naive/problem").asString()).contains("529");
		assertThat(unknown.at("/cached/problem").asString()).contains("529");
	}

	@Test
	void aStoppedStoreIsNotInTheWayAndRefusesToInvalidate() {
		this.helpDesk.ask(QUESTION, this.tenant);
		turnStore("stopped");
		assertThat(health().path("state").asString()).isEqualTo("degraded");
		assertThat(health().path("detail").asString()).contains("stopped");
		assertThat(this.helpDesk.ask(QUESTION, this.tenant).outcome()).isEqualTo("bypass");
		assertThat(voidReturns()).isEqualTo(503);
		assertThat(this.helpDesk
			.send("PUT", "/api/documents/returns", Map.of("text", "You can get a refund within 89 days of delivery."))
			.statusCode()).isEqualTo(503);
		turnStore("running");
		assertThat(health().path("state").asString()).isEqualTo("serving");
		HelpDeskDriver.Reply first = this.helpDesk.ask(QUESTION, this.tenant);
		assertThat(first.outcome()).isEqualTo("miss");
		assertThat(first.answer()).contains("89 days");
		assertThat(this.helpDesk.ask(QUESTION, this.tenant).outcome()).isEqualTo("exact");
		assertThat(voidReturns()).isEqualTo(200);
		assertThat(this.helpDesk.ask(QUESTION, this.tenant).outcome()).isEqualTo("miss");
	}

	private JsonNode compare(String question, String tenant, String locale) {
		return HelpDeskDriver.json(this.helpDesk.send("POST", "/api/compare",
				Map.of("question", question, "tenant", tenant, "locale", locale)));
	}

	private static String agreements(JsonNode compared) {
		return compared.at("/naive/agreement").asString() + ", " + compared.at("/cached/agreement").asString();
	}

	private void forgetNaiveAnswers() {
		assertThat(this.helpDesk.send("DELETE", "/api/naive-cache", null).statusCode()).isEqualTo(204);
	}

	private void turnStore(String state) {
		JsonNode store = HelpDeskDriver.json(this.helpDesk.send("POST", "/api/store", Map.of("state", state)));
		assertThat(store.path("stopped").asBoolean()).isEqualTo(state.equals("stopped"));
	}

	private JsonNode health() {
		return HelpDeskDriver.json(this.helpDesk.send("GET", "/actuator/health/claudeCache", null)).path("details");
	}

	private int voidReturns() {
		return this.helpDesk.send("DELETE", "/actuator/claudecachetags/doc:returns?tenant=" + this.tenant, null)
			.statusCode();
	}

}
