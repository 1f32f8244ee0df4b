package io.github.claudecache.actuate;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.identity.TenantId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link ClaudeCacheExplainEndpoint} and {@link ClaudeCacheVerdictsEndpoint} over real
 * HTTP, in an application that does not answer other wordings.
 */
@SpringBootTest(classes = EndpointApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "management.endpoints.web.exposure.include=claudecacheexplain,claudecacheverdicts")
class ExplainEndpointHttpTests {

	private static final String EXPLAIN = "/actuator/claudecacheexplain";

	private static final String VERDICTS = "/actuator/claudecacheverdicts";

	@LocalServerPort
	private int port;

	@Autowired
	private ClaudeCache cache;

	private RawHttp http;

	@BeforeEach
	void fill() {
		this.http = new RawHttp(this.port);
		Answers.hit(this.cache, TenantId.DEFAULT, "Can I?");
	}

	@Test
	void itIsAllowedOnceItIsExposed() {
		RawHttp.Answer answer = this.http.post(EXPLAIN, "{\"name\":\"faq\",\"question\":\"May I?\"}");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().get("tenant").stringValue()).isEqualTo("default");
		assertThat(answer.json().get("scopes").size()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"name\":\"faq\"}", "{\"question\":\"May I?\"}", "{\"name\":\"faq\",\"question\":\" \"}",
			"{\"name\":\"faq\",\"question\":\"May I?\",\"tenant\":\" padded\"}" })
	void whatIsNotUnderstoodIsRefused(String body) {
		assertThat(this.http.post(EXPLAIN, body).status()).isEqualTo(400);
	}

	@Test
	void anUnknownCacheIsNotFound() {
		assertThat(this.http.post(EXPLAIN, "{\"name\":\"nope\",\"question\":\"May I?\"}").status()).isEqualTo(404);
		assertThat(this.http.get(VERDICTS + "?name=nope").status()).isEqualTo(404);
	}

	@Test
	void withoutDecisionsThereAreNone() {
		assertThat(this.http.get(VERDICTS + "?name=faq").json().get("caches").get("faq").size()).isZero();
		assertThat(this.http.get(VERDICTS).json().get("caches").propertyNames()).containsExactly("faq", "prices");
	}

}
