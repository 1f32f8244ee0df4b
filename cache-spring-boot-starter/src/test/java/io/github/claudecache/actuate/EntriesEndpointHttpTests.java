package io.github.claudecache.actuate;

import java.util.Set;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link ClaudeCacheEntriesEndpoint} over real HTTP.
 */
@SpringBootTest(classes = EndpointApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.endpoints.web.exposure.include=claudecacheentries",
				"management.endpoint.claudecacheentries.access=unrestricted" })
class EntriesEndpointHttpTests {

	private static final String ENTRIES = "/actuator/claudecacheentries/";

	private static final String QUESTION = "May a customer with a secret return it?";

	private static final String ANSWER = "A secret answer.";

	@LocalServerPort
	private int port;

	@Autowired
	private ClaudeCache cache;

	@Autowired
	private SwitchableStore store;

	@Autowired
	private EndpointApplication.Invalidated invalidated;

	private RawHttp http;

	private String entry;

	@BeforeEach
	void fill() {
		this.http = new RawHttp(this.port);
		this.cache.invalidation().invalidateEverything();
		this.entry = fingerprint(ask());
		this.invalidated.tags().clear();
	}

	@AfterEach
	void comeBack() {
		this.store.comeBack();
	}

	@Test
	void anEntryIsShownWithoutAnyText() {
		RawHttp.Answer answer = this.http.get(ENTRIES + this.entry);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).doesNotContain("secret").doesNotContain("customer");
		JsonNode json = answer.json();
		assertThat(json.get("fingerprint").stringValue()).isEqualTo(this.entry);
		assertThat(json.get("cache").stringValue()).isEqualTo("faq");
		assertThat(json.get("tenant").stringValue()).isEqualTo("default");
		assertThat(json.get("servable").booleanValue()).isTrue();
		assertThat(json.get("tags").toString()).contains("\"doc:returns\"", "\"cache:faq\"", "\"entry:" + this.entry);
		assertThat(json.get("stopReason").stringValue()).isEqualTo("end_turn");
		assertThat(json.get("usage").get("inputTokens").longValue()).isEqualTo(100);
		assertThat(json.get("answerChars").intValue()).isEqualTo(ANSWER.length());
	}

	@Test
	void aVoidEntryIsShownAsSuchAndNoneIsNotFound() {
		this.cache.invalidate(TenantId.DEFAULT, "doc:returns");
		RawHttp.Answer voided = this.http.get(ENTRIES + this.entry);
		if (voided.status() == 200) {
			// Until the sweeper came.
			assertThat(voided.json().get("servable").booleanValue()).isFalse();
			assertThat(voided.json().get("objection").stringValue()).isEqualTo("invalidated");
		}
		else {
			assertThat(voided.status()).isEqualTo(404);
		}
		assertThat(this.http.get(ENTRIES + "0".repeat(64)).status()).isEqualTo(404);
		assertThat(this.http.get(ENTRIES + this.entry + "?tenant=globex").status()).isEqualTo(404);
	}

	@Test
	void anEvictedEntryIsVoidWhenTheAnswerArrives() {
		RawHttp.Answer answer = this.http.delete(ENTRIES + this.entry);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().get("tags").toString()).isEqualTo("[\"entry:" + this.entry + "\"]");
		assertThat(ask().hit()).isFalse();
	}

	@Test
	void aReportedEntryIsVoidWhenTheAnswerArrives() {
		RawHttp.Answer answer = this.http.post(ENTRIES + this.entry, "{\"verdict\":\"wrong\"}");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().get("applied").booleanValue()).isTrue();
		assertThat(this.invalidated.tags()).containsExactly(Set.of(Tag.ofEntry(new Fingerprint(this.entry))));
		assertThat(ask().hit()).isFalse();
	}

	@Test
	void whoseQuestionItWasCanBeSaid() {
		String asked = "1".repeat(64);
		assertThat(this.http
			.post(ENTRIES + this.entry, "{\"verdict\":\"wrong\",\"asked\":\"" + asked + "\",\"tenant\":\"default\"}")
			.status()).isEqualTo(200);
		assertThat(this.http
			.get(ENTRIES + Fingerprint.ofReport(new Fingerprint(asked), new Fingerprint(this.entry)).value())
			.status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"verdict\":\"right\"}", "{\"verdict\":\"wrong\",\"asked\":\"abc\"}",
			"{\"verdict\":\"wrong\",\"tenant\":\" padded \"}" })
	void aReportThatIsNotUnderstoodVoidsNothing(String body) {
		RawHttp.Answer answer = this.http.post(ENTRIES + this.entry, body);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.problem()).isTrue();
		assertThat(this.invalidated.tags()).isEmpty();
		assertThat(ask().hit()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "abc", "a;b", "?tenant=x&tenant=y", "?dryRun=true" })
	void anAddressThatIsNotUnderstoodVoidsNothing(String target) {
		String address = target.startsWith("?") ? ENTRIES + this.entry + target : ENTRIES + target;
		assertThat(this.http.delete(address).status()).isEqualTo(400);
		assertThat(this.invalidated.tags()).isEmpty();
	}

	@Test
	void whatIsNotThereCannotBeReported() {
		RawHttp.Answer answer = this.http.post(ENTRIES + "0".repeat(64), "{\"verdict\":\"wrong\"}");
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.body()).contains("There is no such entry");
	}

	@Test
	void whileTheStoreIsAwayNothingIsDoneAndThatIsSaid() {
		this.store.goAway();
		assertThat(this.http.get(ENTRIES + this.entry).status()).isEqualTo(503);
		assertThat(this.http.delete(ENTRIES + this.entry).status()).isEqualTo(503);
		assertThat(this.http.post(ENTRIES + this.entry, "{\"verdict\":\"wrong\"}").status()).isEqualTo(503);
		this.store.comeBack();
		assertThat(ask().hit()).isTrue();
	}

	private Provenance ask() {
		return this.cache
			.answer(ClaudeRequest.builder("faq", TenantId.DEFAULT).message(QUESTION).document("returns", "1").build(),
					() -> ClaudeAnswer.of(ANSWER, StopReason.END_TURN, "claude-sonnet-5", Usage.of(100, 20)))
			.provenance();
	}

	private static String fingerprint(Provenance provenance) {
		assertThat(provenance.fingerprint()).isNotNull();
		return provenance.fingerprint().value();
	}

}
