package io.github.claudecache.actuate;

import java.util.Set;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import org.junit.jupiter.api.AfterEach;
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
 * The endpoints on a reactive server.
 */
@SpringBootTest(classes = EndpointApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.main.web-application-type=reactive",
				"management.endpoints.web.exposure.include=claudecache,claudecachetags,naive",
				"management.endpoints.access.default=unrestricted" })
class ReactiveEndpointHttpTests {

	private static final String TAGS = "/actuator/claudecachetags";

	private static final String CACHES = "/actuator/claudecache";

	@LocalServerPort
	private int port;

	@Autowired
	private ClaudeCache cache;

	@Autowired
	private SwitchableStore store;

	@Autowired
	private EndpointApplication.Invalidated invalidated;

	private RawHttp http;

	@BeforeEach
	void fill() {
		this.http = new RawHttp(this.port);
		this.cache.invalidation().invalidateEverything();
		Answers.hit(this.cache, TenantId.DEFAULT, "Can I?", "a");
		this.invalidated.tags().clear();
	}

	@AfterEach
	void comeBack() {
		this.store.comeBack();
	}

	@Test
	void aDeletedTagIsVoidWhenTheAnswerArrives() {
		RawHttp.Answer answer = this.http.delete(TAGS + "/a");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().get("tags").toString()).isEqualTo("[\"a\"]");
		assertThat(Answers.hit(this.cache, TenantId.DEFAULT, "Can I?", "a")).isFalse();
		assertThat(this.http.post(TAGS, "{\"tags\":\"a\"}").status()).isEqualTo(200);
		assertThat(Answers.hit(this.cache, TenantId.DEFAULT, "Can I?", "a")).isFalse();
		assertThat(this.http.delete(CACHES + "/faq").status()).isEqualTo(200);
		assertThat(Answers.hit(this.cache, TenantId.DEFAULT, "Can I?", "a")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a;b", "/a;", "/a;b=c", "/a?tag=b", "/a?dryRun=true", "/a?tenant=x&tenant=y", "/*",
			"/a%0d%0aINFO%20fake", "/a%3Bb", "/%C3%28" })
	void anAddressThatIsNotUnderstoodVoidsNothing(String target) {
		assertThat(this.http.delete(TAGS + target).status()).isEqualTo(400);
		assertThat(this.invalidated.tags()).isEmpty();
	}

	@Test
	void theBodyOfADeleteCannotOverrideThePath() {
		assertThat(this.http.send("DELETE", TAGS + "/a", "application/json", "{\"tag\":\"b\"}").status())
			.isEqualTo(200);
		assertThat(this.invalidated.tags()).containsExactly(Set.of(new Tag("a")));
	}

	@Test
	void anEndpointThatTrustsItsSelectorActsOnSomethingElse() {
		assertThat(this.http.delete("/actuator/naive/a;b").body()).isEqualTo("deleted a");
		assertThat(this.http.delete("/actuator/naive/a?tag=b").body()).isEqualTo("deleted b");
	}

	@Test
	void readingWorks() {
		assertThat(this.http.get(TAGS).json().get("tags").size()).isEqualTo(2);
		assertThat(this.http.get(TAGS + "/a").json().get("entries").longValue()).isOne();
		assertThat(this.http.get(CACHES).json().get("caches").propertyNames()).containsExactly("faq", "prices");
		assertThat(this.http.get(CACHES + "/faq").json().get("name").stringValue()).isEqualTo("faq");
		assertThat(this.http.get(CACHES + "/nope").status()).isEqualTo(404);
	}

	@Test
	void whatIsNotAppliedIsNeverReportedAsDone() {
		this.store.goAway();
		for (RawHttp.Answer answer : new RawHttp.Answer[] { this.http.delete(TAGS + "/a"),
				this.http.post(TAGS, "{\"tags\":\"a\"}"), this.http.delete(CACHES + "/faq"), this.http.get(TAGS),
				this.http.get(TAGS + "/a") }) {
			assertThat(answer.status()).isEqualTo(503);
			assertThat(answer.problem()).isTrue();
		}
	}

}
