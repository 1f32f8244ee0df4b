package io.github.claudecache.sample;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import io.github.claudecache.sample.HelpDeskDriver.Reply;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the help desk promises, over real HTTP. Each test asks as a tenant of its own, so
 * that none finds answers of another.
 */
@HelpDeskTest
class HelpDeskTests {

	private static final String QUESTION = "Can I get a refund?";

	private final String tenant = "tenant-" + UUID.randomUUID();

	private HelpDeskDriver helpDesk;

	private long callsBefore;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.helpDesk = new HelpDeskDriver(port);
		this.callsBefore = this.helpDesk.calls();
	}

	@AfterEach
	void behaveAgain() {
		this.helpDesk.behave("normal");
	}

	@Test
	void withoutItsProfileNothingOfSpringAiIsStarted(@Autowired ApplicationContext context) {
		assertThat(context.getBeanProvider(ChatClient.class)).isEmpty();
		assertThat(context.getBeanProvider(ChatModel.class)).isEmpty();
		assertThat(this.helpDesk.send("POST", "/api/spring-ai/ask", Map.of("question", QUESTION)).statusCode())
			.isEqualTo(404);
	}

	@Test
	void theSecondTimeIsAnExactHitWithoutACall() {
		Reply first = this.helpDesk.ask(QUESTION, this.tenant);
		Reply second = this.helpDesk.ask(QUESTION, this.tenant);
		assertThat(first.outcome()).isEqualTo("miss");
		assertThat(first.reason()).isEqualTo("not-found");
		assertThat(second.outcome()).isEqualTo("exact");
		assertThat(second.answer()).isEqualTo(first.answer()).contains("refund");
		assertThat(newCalls()).isEqualTo(1);
	}

	@Test
	void anAnswerHasTheFieldsOfTheContract() {
		JsonNode reply = this.helpDesk.ask(QUESTION, this.tenant).json();
		assertThat(reply.propertyNames()).contains("answer", "outcome", "reason", "ageSeconds", "fingerprint", "tags",
				"documents", "tookMillis");
		assertThat(reply.path("ageSeconds").isIntegralNumber()).isTrue();
		assertThat(reply.path("tookMillis").isIntegralNumber()).isTrue();
		assertThat(reply.path("fingerprint").asString()).matches("[0-9a-f]{64}");
		assertThat(reply.path("documents").path(0).propertyNames()).containsExactly("id", "version");
		assertThat(reply.path("tags").valueStream().map(JsonNode::asString)).contains("doc:returns", "cache:faq");
		JsonNode hit = this.helpDesk.ask(QUESTION, this.tenant).json();
		assertThat(hit.path("reason").isNull()).isTrue();
		assertThat(hit.path("otherWording").isNull()).isTrue();
	}

	@Test
	void withoutTenantAndLocaleTheShopIsAcmeAndTheLanguageEnglish() {
		Reply implied = this.helpDesk.ask(Map.of("question", "Is my data encrypted?"));
		Reply named = this.helpDesk.ask(Map.of("question", "Is my data encrypted?", "tenant", "acme", "locale", "en"));
		assertThat(implied.answer()).contains("acme").startsWith("From");
		assertThat(named.outcome()).isEqualTo("exact");
	}

	@Test
	void anotherTenantIsAMiss() {
		this.helpDesk.ask(QUESTION, this.tenant);
		Reply other = this.helpDesk.ask(QUESTION, this.tenant + "-b");
		assertThat(other.outcome()).isEqualTo("miss");
		assertThat(other.answer()).contains(this.tenant + "-b");
	}

	@Test
	void anotherLocaleIsAMiss() {
		this.helpDesk.ask(QUESTION, this.tenant);
		Reply german = this.helpDesk.ask(Map.of("question", QUESTION, "tenant", this.tenant, "locale", "de"));
		assertThat(german.outcome()).isEqualTo("miss");
		assertThat(german.answer()).startsWith("Aus");
	}

	@Test
	void aPublishedDocumentIsAMissWithTheNewTextForEveryTenant() {
		List<String> tenants = List.of(this.tenant, this.tenant + "-b");
		tenants.forEach((asking) -> this.helpDesk.ask(QUESTION, asking));
		String version = this.helpDesk.publish("returns", "You can get a refund within 77 days of delivery.");
		for (String asking : tenants) {
			Reply reply = this.helpDesk.ask(QUESTION, asking);
			assertThat(reply.outcome()).isEqualTo("miss");
			assertThat(reply.answer()).contains("77 days");
			assertThat(reply.version("returns")).isEqualTo(version);
			assertThat(this.helpDesk.ask(QUESTION, asking).outcome()).isEqualTo("exact");
		}
		JsonNode listed = this.helpDesk.documents();
		assertThat(listed.valueStream().map((entry) -> entry.path("id").asString())).containsExactly("plans", "returns",
				"security", "shipping");
		assertThat(listed.path(1).path("version").asString()).isEqualTo(version);
		assertThat(listed.path(1).path("text").asString()).contains("77 days");
	}

	@Test
	void publishingOneDocumentLeavesAnswersFromOthersAlone() {
		this.helpDesk.ask("Is my data encrypted?", this.tenant);
		this.helpDesk.publish("plans", "There is one plan.");
		assertThat(this.helpDesk.ask("Is my data encrypted?", this.tenant).outcome()).isEqualTo("exact");
	}

	@Test
	void publishingTheSameTextAgainIsANewVersion() {
		String text = "You can get a refund within 78 days of delivery.";
		this.helpDesk.publish("returns", text);
		this.helpDesk.ask(QUESTION, this.tenant);
		this.helpDesk.publish("returns", text);
		assertThat(this.helpDesk.ask(QUESTION, this.tenant).outcome()).isEqualTo("miss");
	}

	@Test
	void aDocumentThatIsPublishedWhileItIsReadLeavesNothingStale() {
		this.helpDesk.publish("returns", "You can get a refund within 10 days.");
		this.helpDesk.behave("slow");
		CompletableFuture<Reply> early = this.helpDesk.askAsync(Map.of("question", QUESTION, "tenant", this.tenant));
		Awaitility.await().until(this::newCalls, (calls) -> calls == 1);
		this.helpDesk.publish("returns", "You can get a refund within 20 days.");
		this.helpDesk.behave("normal");
		Reply late = this.helpDesk.ask(QUESTION, this.tenant);
		assertThat(late.outcome()).isEqualTo("miss");
		assertThat(late.answer()).contains("20 days");
		assertThat(early.join().answer()).contains("10 days");
		assertThat(early.join().notStored()).isEqualTo("invalidated-in-flight");
		assertThat(early.join().tags()).isEmpty();
	}

	@Test
	void deletingATagVoidsTheAnswersOfThatTenantOnly() {
		this.helpDesk.ask(QUESTION, this.tenant);
		this.helpDesk.ask(QUESTION, this.tenant + "-b");
		assertThat(this.helpDesk.send("DELETE", "/actuator/claudecachetags/doc:returns?tenant=" + this.tenant, null)
			.statusCode()).isEqualTo(200);
		Reply voided = this.helpDesk.ask(QUESTION, this.tenant);
		assertThat(voided.outcome()).isEqualTo("miss");
		assertThat(voided.answer()).contains("refund");
		assertThat(this.helpDesk.ask(QUESTION, this.tenant + "-b").outcome()).isEqualTo("exact");
	}

	@ParameterizedTest
	@ValueSource(strings = { "normal", "slow" })
	void twoHundredIdenticalQuestionsAreOneCall(String mode) {
		this.helpDesk.behave(mode);
		List<CompletableFuture<Reply>> asked = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			asked.add(this.helpDesk.askAsync(Map.of("question", QUESTION, "tenant", this.tenant)));
		}
		List<Reply> replies = asked.stream().map(CompletableFuture::join).toList();
		assertThat(newCalls()).isEqualTo(1);
		assertThat(replies).extracting(Reply::answer).containsOnly(replies.get(0).answer());
		assertThat(replies).filteredOn((reply) -> reply.reason().equals("not-found")).hasSize(1);
		assertThat(replies).filteredOn((reply) -> !reply.reason().equals("not-found"))
			.allMatch((reply) -> reply.outcome().equals("exact") || reply.reason().equals("joined-flight"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "refuse", "truncate" })
	void anIncompleteAnswerIsGivenButNotKept(String mode) {
		this.helpDesk.behave(mode);
		Reply incomplete = this.helpDesk.ask(QUESTION, this.tenant);
		assertThat(incomplete.outcome()).isEqualTo("miss");
		assertThat(incomplete.answer()).isNotEmpty();
		assertThat(incomplete.notStored()).isEqualTo("stop-reason");
		assertThat(incomplete.tags()).isEmpty();
		this.helpDesk.behave("normal");
		Reply complete = this.helpDesk.ask(QUESTION, this.tenant);
		assertThat(complete.outcome()).isEqualTo("miss");
		assertThat(complete.reason()).isEqualTo("not-found");
		assertThat(complete.answer()).contains("refund");
		assertThat(newCalls()).isEqualTo(2);
	}

	@Test
	void aFailureReachesTheCallerAndIsNotKept() {
		this.helpDesk.behave("fail");
		HttpResponse<String> failed = this.helpDesk.send("POST", "/api/ask",
				Map.of("question", QUESTION, "tenant", this.tenant));
		assertThat(failed.statusCode()).isEqualTo(502);
		assertThat(failed.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(HelpDeskDriver.json(failed).path("detail").asString()).contains("529");
		assertThat(newCalls()).as("one question is one call, without retries").isEqualTo(1);
		this.helpDesk.behave("normal");
		Reply reply = this.helpDesk.ask(QUESTION, this.tenant);
		assertThat(reply.outcome()).isEqualTo("miss");
		assertThat(reply.reason()).isEqualTo("not-found");
	}

	@Test
	void twoHundredIdenticalQuestionsToAFailingModelAllGetTheErrorAndLeaveNothing() {
		this.helpDesk.behave("fail");
		List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			asked.add(this.helpDesk.sendAsync("POST", "/api/ask", Map.of("question", QUESTION, "tenant", this.tenant)));
		}
		assertThat(asked).extracting((response) -> response.join().statusCode()).containsOnly(502);
		this.helpDesk.behave("normal");
		assertThat(this.helpDesk.ask(QUESTION, this.tenant).reason()).isEqualTo("not-found");
	}

	@Test
	void anExplanationNamesTheFactorThatChanged() {
		Map<String, String> question = Map.of("question", QUESTION, "tenant", this.tenant);
		assertThat(this.helpDesk.explain(question).path("outcome").asString()).isEqualTo("miss");
		Reply reply = this.helpDesk.ask(question);
		JsonNode known = this.helpDesk.explain(question);
		assertThat(known.path("outcome").asString()).isEqualTo("exact");
		assertThat(known.path("fingerprint")).isEqualTo(reply.json().path("fingerprint"));
		assertThat(known.path("factors").propertyNames()).contains("documents", "locale", "message", "model",
				"revision", "system prompt", "tenant", "contributed.max tokens", "contributed.answered by");
		JsonNode changed = this.helpDesk.explain(Map.of("question", QUESTION, "tenant", this.tenant, "locale", "de"));
		assertThat(changed.path("nearest")).isEqualTo(reply.json().path("fingerprint"));
		assertThat(changed.path("differences").valueStream().map((difference) -> difference.path("factor").asString()))
			.containsExactly("locale");
		assertThat(newCalls()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "health", "metrics", "prometheus", "claudecache", "claudecache/faq",
			"claudecachetags?tenant=acme", "claudecachetags/doc:returns?tenant=acme" })
	void theEndpointsAreExposed(String endpoint) {
		assertThat(this.helpDesk.send("GET", "/actuator/" + endpoint, null).statusCode()).isEqualTo(200);
	}

	@Test
	void withoutRedisSettingsAnswersAreInMemoryAndNobodyMissesRedis() {
		JsonNode health = HelpDeskDriver.json(this.helpDesk.send("GET", "/actuator/health", null));
		assertThat(health.path("status").asString()).isEqualTo("UP");
		assertThat(health.path("components").propertyNames()).contains("claudeCache").doesNotContain("redis");
		JsonNode store = health.path("components").path("claudeCache").path("details");
		assertThat(store.path("state").asString()).isEqualTo("serving");
		assertThat(store.path("store").asString()).isEqualTo("memory");
		assertThat(store.path("shared").asBoolean()).isFalse();
	}

	@Test
	void anInvalidationWithoutATenantIsAnError() {
		assertThat(this.helpDesk.send("DELETE", "/actuator/claudecachetags/doc:returns", null).statusCode())
			.isEqualTo(400);
	}

	@Test
	void tagsThatCannotBeInAPathAreVoidedByABody() {
		this.helpDesk.ask(QUESTION, this.tenant);
		assertThat(this.helpDesk
			.send("POST", "/actuator/claudecachetags", Map.of("tags", "doc:plans,doc:returns", "tenant", this.tenant))
			.statusCode()).isEqualTo(200);
		assertThat(this.helpDesk.ask(QUESTION, this.tenant).outcome()).isEqualTo("miss");
	}

	// That its scripts do not either is seen in a browser, see ConsoleTests.
	@Test
	void thePageNeedsNothingFromElsewhere() {
		String page = this.helpDesk.send("GET", "/", null).body();
		assertThat(page).contains("<title>Help desk</title>").doesNotContain("http://", "https://", "\"//");
	}

	private long newCalls() {
		return this.helpDesk.calls() - this.callsBefore;
	}

}
