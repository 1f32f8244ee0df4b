package io.github.claudecache.actuate;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.request.ClaudeRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link ClaudeCacheEndpoint} over real HTTP.
 */
@SpringBootTest(classes = EndpointApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.endpoints.web.exposure.include=claudecache,health",
				"management.endpoint.claudecache.access=unrestricted",
				"management.endpoint.health.show-details=always" })
class CacheEndpointHttpTests {

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
	void connect() {
		this.http = new RawHttp(this.port);
		this.cache.invalidation().invalidateEverything();
		this.invalidated.tags().clear();
	}

	@AfterEach
	void comeBack() {
		this.store.comeBack();
	}

	@Test
	@DirtiesContext(methodMode = DirtiesContext.MethodMode.BEFORE_METHOD)
	void whatHappenedIsCountedByReason() {
		Answers.hit(this.cache, TenantId.DEFAULT, "Can I?");
		Answers.hit(this.cache, TenantId.DEFAULT, "Can I?");
		Answers.hit(this.cache, TenantId.DEFAULT, "Can I?");
		this.cache.bypass("faq", BypassReason.FACTOR_MISSING).abandon();
		this.cache.answer(ClaudeRequest.builder("faq", TenantId.DEFAULT).message("cut").build(),
				() -> ClaudeAnswer.of("half", StopReason.MAX_TOKENS, null, Usage.of(9, 9)));
		JsonNode faq = this.http.get(CACHES + "/faq").json();
		assertThat(faq.get("name").stringValue()).isEqualTo("faq");
		assertThat(faq.get("mode").stringValue()).isEqualTo("serve");
		assertThat(faq.get("volatility").stringValue()).isEqualTo("reference");
		JsonNode figures = faq.get("figures");
		assertThat(figures.get("lookups").longValue()).isEqualTo(5);
		assertThat(figures.get("hits").toString()).isEqualTo("{\"exact\":2,\"semantic\":0}");
		assertThat(figures.get("misses").toString()).isEqualTo("{\"not-found\":2}");
		assertThat(figures.get("bypasses").toString()).isEqualTo("{\"factor-missing\":1}");
		assertThat(figures.get("stored").longValue()).isOne();
		assertThat(figures.get("notStored").toString()).isEqualTo("{\"stop-reason\":1}");
		assertThat(figures.get("ageAtServing").get("count").longValue()).isEqualTo(2);
		assertThat(figures.get("tokensAvoided").get("inputTokens").longValue()).isEqualTo(200);
		assertThat(figures.get("tokensAvoided").get("outputTokens").longValue()).isEqualTo(40);
	}

	@Test
	void allCachesAreSummedUpEvenUnused() {
		JsonNode json = this.http.get(CACHES).json();
		assertThat(json.get("store").get("kind").stringValue()).isEqualTo("switchable");
		assertThat(json.get("store").get("available").booleanValue()).isTrue();
		assertThat(json.get("store").get("shared").booleanValue()).isTrue();
		assertThat(json.get("countedSince").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
		assertThat(json.get("caches").propertyNames()).containsExactly("faq", "prices");
		assertThat(json.get("caches").get("prices").get("figures").get("lookups").longValue()).isZero();
	}

	@Test
	void anUnknownCacheIsNotFound() {
		for (RawHttp.Answer answer : new RawHttp.Answer[] { this.http.get(CACHES + "/nope"),
				this.http.delete(CACHES + "/nope") }) {
			assertThat(answer.status()).isEqualTo(404);
			assertThat(answer.problem()).isTrue();
		}
		assertThat(this.invalidated.tags()).isEmpty();
	}

	@Test
	void aRetiredCacheServesNothingOldAndTheOthersStay() {
		Answers.hit(this.cache, TenantId.DEFAULT, "Can I?");
		Answers.hit(this.cache, new TenantId("acme"), "Can I?");
		JsonNode json = this.http.delete(CACHES + "/faq").json();
		assertThat(json.get("applied").booleanValue()).isTrue();
		assertThat(json.get("tags").toString()).isEqualTo("[\"cache:faq\"]");
		assertThat(json.get("tenant").stringValue()).isEqualTo("default");
		assertThat(Answers.hit(this.cache, TenantId.DEFAULT, "Can I?")).isFalse();
		assertThat(Answers.hit(this.cache, new TenantId("acme"), "Can I?")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/faq;prices", "/faq;", "/faq?name=prices", "/faq?dryRun=true", "/faq?tenant=a&tenant=b",
			"/faq?tenant=", "/f%2Fq" })
	void anAddressThatIsNotUnderstoodRetiresNothing(String target) {
		assertThat(this.http.delete(CACHES + target).status()).isEqualTo(400);
		assertThat(this.invalidated.tags()).isEmpty();
	}

	@Test
	void theStoreAwayIsSaidAndNothingIsReportedAsRetired() {
		this.store.goAway();
		assertThat(this.http.delete(CACHES + "/faq").status()).isEqualTo(503);
		RawHttp.Answer summary = this.http.get(CACHES);
		assertThat(summary.status()).isEqualTo(200);
		assertThat(summary.json().get("store").get("available").booleanValue()).isFalse();
		assertThat(summary.json().get("store").get("detail").stringValue()).isEqualTo("Connection refused");
	}

	@Test
	void theApplicationStaysUpWhileTheStoreIsAway() {
		JsonNode serving = this.http.get("/actuator/health").json();
		assertThat(serving.get("components").get("claudeCache").toString()).isEqualTo(
				"{\"details\":{\"state\":\"serving\",\"store\":\"switchable\",\"shared\":true},\"status\":\"UP\"}");
		this.store.goAway();
		RawHttp.Answer answer = this.http.get("/actuator/health");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().get("status").stringValue()).isEqualTo("UP");
		assertThat(answer.json().get("components").get("claudeCache").get("details").get("state").stringValue())
			.isEqualTo("degraded");
	}

}
