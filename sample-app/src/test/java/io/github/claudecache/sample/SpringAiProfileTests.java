package io.github.claudecache.sample;

import java.util.Map;
import java.util.UUID;

import io.github.claudecache.sample.model.Behaviour;
import io.github.claudecache.sample.model.ModelServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The help desk through Spring AI's own model, over real HTTP.
 */
@HelpDeskTest
@ActiveProfiles("spring-ai")
class SpringAiProfileTests {

	private final String question = "Can I get a refund for order " + UUID.randomUUID() + "?";

	@Autowired
	private ModelServer model;

	private RestClient http;

	private long before;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.http = RestClient.create("http://localhost:" + port);
		this.before = this.model.calls();
	}

	@AfterEach
	void behaveAgain() {
		this.model.behave(Behaviour.NORMAL);
	}

	@Test
	void theSecondTimeTheAnswerComesFromTheCache() {
		JsonNode first = ask("acme");
		JsonNode second = ask("acme");
		assertThat(first.path("answer").asString()).contains("returns", "acme", "refund");
		assertThat(first.path("fromCache").isNull()).isTrue();
		assertThat(second.path("answer")).isEqualTo(first.path("answer"));
		assertThat(second.path("fromCache").path("tier").asString()).isEqualTo("exact");
		assertThat(this.model.calls() - this.before).isEqualTo(1);
	}

	@Test
	void anotherTenantAndAnInvalidatedDocumentAreMisses() {
		ask("acme");
		assertThat(ask("globex").path("fromCache").isNull()).isTrue();
		this.http.delete().uri("/actuator/claudecachetags/doc:returns?tenant=acme").retrieve().toBodilessEntity();
		assertThat(ask("acme").path("fromCache").isNull()).isTrue();
		assertThat(ask("globex").path("fromCache").isNull()).isFalse();
	}

	@ParameterizedTest
	@EnumSource(value = Behaviour.class, names = { "REFUSE", "TRUNCATE" })
	void anAnswerThatIsNotCompleteIsNotKept(Behaviour behaviour) {
		this.model.behave(behaviour);
		ask("acme");
		ask("acme");
		assertThat(this.model.calls() - this.before).isEqualTo(2);
	}

	@Test
	void aModelThatFailsIsAnErrorAndIsAskedAgain() {
		this.model.behave(Behaviour.FAIL);
		assertThatExceptionOfType(HttpServerErrorException.class).isThrownBy(() -> ask("acme"));
		this.model.behave(Behaviour.NORMAL);
		assertThat(ask("acme").path("answer").asString()).contains("refund");
	}

	private JsonNode ask(String tenant) {
		return this.http.post()
			.uri("/api/spring-ai/ask")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("question", this.question, "tenant", tenant))
			.retrieve()
			.requiredBody(JsonNode.class);
	}

}
