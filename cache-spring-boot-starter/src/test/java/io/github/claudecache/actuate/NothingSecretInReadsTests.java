package io.github.claudecache.actuate;

import java.util.List;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.Turn;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No read operation shows what was asked or answered, or which tenants there are.
 */
@SpringBootTest(classes = EndpointApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.endpoints.web.exposure.include=*", "management.endpoint.health.show-details=always",
				"management.metrics.export.defaults.enabled=true" })
class NothingSecretInReadsTests {

	@LocalServerPort
	private int port;

	@Autowired
	private ClaudeCache cache;

	@Test
	void noTextAndNoOtherTenantIsShown() {
		for (int i = 0; i < 20; i++) {
			ask(new TenantId("tenant-canary-" + i));
		}
		ask(new TenantId("acme"));
		RawHttp http = new RawHttp(this.port);
		for (String target : List.of("/actuator/claudecache", "/actuator/claudecache/faq",
				"/actuator/claudecachetags?tenant=acme", "/actuator/claudecachetags/shared?tenant=acme",
				"/actuator/claudecachetags", "/actuator/claudecacheverdicts", "/actuator/health", "/actuator/metrics",
				"/actuator/metrics/claude.cache.lookups", "/actuator/metrics/claude.cache.stores",
				"/actuator/metrics/claude.cache.answer.age")) {
			RawHttp.Answer answer = http.get(target);
			assertThat(answer.status()).as(target).isEqualTo(200);
			assertThat(answer.body()).as(target).doesNotContain("canary");
		}
		assertThat(http.get("/actuator/claudecachetags/shared?tenant=acme").json().get("entries").longValue()).isOne();
	}

	private void ask(TenantId tenant) {
		ClaudeRequest request = ClaudeRequest.builder("faq", tenant)
			.message("message-canary")
			.system("system-canary")
			.history(List.of(Turn.user("history-canary")))
			.factor("factor", "factor-canary")
			.tags("shared")
			.build();
		this.cache.answer(request, () -> ClaudeAnswer.complete("answer-canary"));
		this.cache.answer(request, () -> ClaudeAnswer.complete("answer-canary"));
	}

}
