package io.github.claudecache.sample;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.github.claudecache.sample.model.Behaviour;
import io.github.claudecache.sample.model.Latency;
import io.github.claudecache.sample.model.ModelServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The help desk with an API key. Claude is played by a server that the application knows
 * by its address only.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ClaudeTests {

	private static final String API_KEY = "secret-of-the-test";

	private static final ModelServer claude = ModelServer
		.start(new Latency(Duration.ZERO, Duration.ZERO, Duration.ZERO));

	private HelpDeskDriver helpDesk;

	@DynamicPropertySource
	static void useClaude(DynamicPropertyRegistry properties) {
		properties.add("ANTHROPIC_API_KEY", () -> API_KEY);
		properties.add("ANTHROPIC_BASE_URL", claude::baseUrl);
	}

	@AfterAll
	static void stop() {
		claude.close();
	}

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.helpDesk = new HelpDeskDriver(port);
		claude.behave(Behaviour.NORMAL);
	}

	@Test
	void withAKeyClaudeIsAskedAndThereIsNoStandIn(@Autowired ObjectProvider<ModelServer> standIn) {
		assertThat(standIn.getIfAvailable()).isNull();
		long before = claude.calls();
		assertThat(this.helpDesk.ask("Can I get a refund?", "asks-claude").answer()).contains("refund");
		assertThat(claude.calls()).isEqualTo(before + 1);
		assertThat(this.helpDesk.calls()).isEqualTo(claude.calls());
	}

	@Test
	void claudeCannotBeToldHowToBehave() {
		HttpResponse<String> response = this.helpDesk.send("POST", "/api/model/behaviour", Map.of("mode", "refuse"));
		assertThat(response.statusCode()).isEqualTo(409);
		assertThat(HelpDeskDriver.json(response).path("detail").asString()).contains("without an API key");
	}

	@Test
	void anAnswerOfClaudesThatDiffersDecidesNothing() {
		Map<String, String> question = Map.of("question", "Can I get a refund?", "tenant", "compares");
		claude.say((asked) -> Optional.of("You can."));
		this.helpDesk.send("POST", "/api/compare", question);
		claude.say((asked) -> Optional.of("Yes, you can."));
		JsonNode compared = HelpDeskDriver.json(this.helpDesk.send("POST", "/api/compare", question));
		claude.say((asked) -> Optional.empty());
		assertThat(compared.at("/fresh/reply/text").asString()).isEqualTo("Yes, you can.");
		assertThat(compared.at("/naive/agreement").asString()).isEqualTo("undecided");
		assertThat(compared.at("/cached/agreement").asString()).isEqualTo("undecided");
	}

	@Test
	void aFailureTellsNothingSecret() {
		claude.behave(Behaviour.FAIL);
		HttpResponse<String> response = this.helpDesk.send("POST", "/api/ask",
				Map.of("question", "Can I get a refund?", "tenant", "fails"));
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(response.body()).doesNotContain(API_KEY, claude.baseUrl().toString(), "127.0.0.1", "Exception");
	}

}
