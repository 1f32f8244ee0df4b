package io.github.claudecache.actuate;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link ClaudeCacheTagsEndpoint} over real HTTP, with what people and attackers send.
 */
@SpringBootTest(classes = EndpointApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.endpoints.web.exposure.include=claudecache,claudecachetags,naive",
				"management.endpoint.claudecachetags.access=unrestricted" })
@ExtendWith(OutputCaptureExtension.class)
class TagsEndpointHttpTests {

	private static final String TAGS = "/actuator/claudecachetags";

	private static final TenantId ACME = new TenantId("acme");

	private static final TenantId GLOBEX = new TenantId("globex");

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
		Answers.hit(this.cache, TenantId.DEFAULT, "Can I?", "a", "b", "b/c");
		this.invalidated.tags().clear();
	}

	@AfterEach
	void comeBack() {
		this.store.comeBack();
	}

	@Test
	void aDeletedTagIsVoidWhenTheAnswerArrives() {
		assertThat(Answers.hit(this.cache, TenantId.DEFAULT, "Can I?", "a", "b", "b/c")).isTrue();
		RawHttp.Answer answer = this.http.delete(TAGS + "/a");
		assertThat(answer.status()).isEqualTo(200);
		JsonNode json = answer.json();
		assertThat(json.get("applied").booleanValue()).isTrue();
		assertThat(json.get("dryRun").booleanValue()).isFalse();
		assertThat(json.get("scope").stringValue()).isEqualTo("tenant");
		assertThat(json.get("tenant").stringValue()).isEqualTo("default");
		assertThat(texts(json.get("tags"))).containsExactly("a");
		assertThat(json.get("stamp").longValue()).isPositive();
		assertThat(json.get("estimatedEntries").longValue()).isOne();
		assertThat(Answers.hit(this.cache, TenantId.DEFAULT, "Can I?", "a", "b", "b/c")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a;b", "/a;", "/a;b=c", "/a;tenant=x", "/a%3Bb", "/a?tag=b", "/a?tag=a&tag=a",
			"/a?tag=b&tag=c" })
	void aPathThatIsCutOrOverriddenOnItsWayVoidsNothing(String target) {
		RawHttp.Answer answer = this.http.delete(TAGS + target);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.problem()).isTrue();
		assertThat(this.invalidated.tags()).isEmpty();
		RawHttp.Answer preview = this.http.get(TAGS + target);
		assertThat(preview.status()).isEqualTo(400);
	}

	@Test
	void anEndpointThatTrustsItsSelectorActsOnSomethingElse() {
		assertThat(this.http.delete("/actuator/naive/a;b").body()).isEqualTo("deleted a");
		assertThat(this.http.delete("/actuator/naive/a?tag=b").body()).isEqualTo("deleted b");
	}

	@Test
	void theBodyOfAFormCannotOverrideThePath() {
		assertThat(this.http.send("DELETE", TAGS + "/a", "application/x-www-form-urlencoded", "tag=b").status())
			.isEqualTo(400);
		assertThat(this.http.send("DELETE", TAGS + "/a?tenant=x", "application/x-www-form-urlencoded", "tenant=y")
			.status()).isEqualTo(400);
		assertThat(this.invalidated.tags()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "?dryRun=true", "?dryrun=true", "?Tenant=acme", "?tennant=acme", "?tenant=x&tenant=y",
			"?tenant=", "?tenant=%20x", "?tenant=x%0Ay", "?tenant=%E2%80%AE", "?tenant=%C3%28", "?allTenants=true" })
	void aQueryThatIsNotUnderstoodVoidsNothing(String query) {
		assertThat(this.http.delete(TAGS + "/a" + query).status()).isEqualTo(400);
		assertThat(this.invalidated.tags()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("nastySegments")
	void aNastyPathVoidsNothing(String segment) {
		RawHttp.Answer answer = this.http.delete(TAGS + "/" + segment);
		assertThat(answer.status()).isIn(400, 404, 405);
		assertThat(this.invalidated.tags()).isEmpty();
	}

	static Stream<String> nastySegments() {
		return Stream.of("a%2Fb", "a/b", "a%0d%0aINFO%20fake", "*", "t[1]", "t%5B1%5D", "%", "%25", "x".repeat(129),
				"x".repeat(6000), "x".repeat(9000), "", "%C3%28", "%00", "%E2%80%AE", "\u202E", "a%20", "+a", ".", "..",
				"%2E%2E", ".;/a", "..%2Fa", "a%5Cb", "%252F", "%C0%AF", "a%26b", "a#b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "*", "t%5B1%5D", "%25", "a%0d%0aINFO%20fake", "%E2%80%AE", "a%3Bb" })
	void aTagThatHasNoPathFormIsReferredToTheBody(String segment) {
		RawHttp.Answer answer = this.http.delete(TAGS + "/" + segment);
		assertThat(answer.problem()).isTrue();
		assertThat(answer.json().get("detail").stringValue()).contains("[A-Za-z0-9:._-]{1,128}", "body of a POST");
	}

	@ParameterizedTest
	@ValueSource(strings = { "b/c", "*", "t[1]", "%", "a;b", "a b", "äöü", "𝔘", "a+b", "a%2Fb", "\\\"", "a'b", "{a}" })
	void theBodyTakesEveryTagLiterally(String tag) {
		RawHttp.Answer answer = this.http.post(TAGS, "{\"tags\":\"" + tag.replace("\\\"", "\\\\\\\"") + "\"}");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(texts(answer.json().get("tags"))).containsExactly(tag);
		assertThat(this.invalidated.tags()).containsExactly(Set.of(new Tag(tag)));
		assertThat(Answers.hit(this.cache, TenantId.DEFAULT, "Can I?", "a", "b", "b/c")).isEqualTo(!tag.equals("b/c"));
	}

	@ParameterizedTest
	@MethodSource("badBodies")
	void aBodyThatIsNotUnderstoodVoidsNothing(String body) {
		assertThat(this.http.post(TAGS, body).status()).isEqualTo(400);
		assertThat(this.invalidated.tags()).isEmpty();
	}

	static Stream<String> badBodies() {
		return Stream.of("{\"tags\":\"a\\r\\nINFO fake\"}", "{\"tags\":\"\"}", "{\"tags\":\" a\"}",
				"{\"tags\":\"a, b\"}", "{\"tags\":\"a,,b\"}", "{\"tags\":\"a,\"}", "{\"tags\":\"\\u0000\"}",
				"{\"tags\":\"\\u202E\"}", "{\"tags\":\"\\ud800\"}", "{\"tags\":\"" + "x".repeat(257) + "\"}",
				"{\"tags\":\"" + "x".repeat(6000) + "\"}", "{\"tags\":[\"a\",\"b\"]}", "{\"tags\":{\"a\":1}}",
				"{\"tags\":null}", "{}", "[]", "nope", "{\"tag\":\"a\"}", "{\"tags\":\"a\",\"tenant\":\"\"}",
				"{\"tags\":\"a\",\"tenant\":\" acme\"}", "{\"tags\":\"a\",\"tenant\":\"x\\ny\"}",
				"{\"tags\":\"a\",\"tenant\":\"acme\",\"allTenants\":\"true\"}",
				"{\"tags\":\"a\",\"everything\":\"true\"}", "{\"tags\":\"a\",\"dryRun\":\"yes\"}",
				"{\"tags\":\"a\",\"allTenants\":\"TRUE\"}", "{\"allTenants\":\"true\"}", "{\"tenant\":\"acme\"}",
				"{\"tag\":\"a\",\"allTenants\":\"true\"}", tags(101), tags(10_000));
	}

	@Test
	void aReasonIsGivenForEveryRefusal() {
		assertThat(detail("{\"tags\":\"" + "x".repeat(257) + "\"}")).contains("at most 256 bytes", "257");
		assertThat(detail("{\"tags\":\"a, b\"}")).contains("white space");
		assertThat(detail("{\"tags\":\"a,,b\"}")).contains("blank");
		assertThat(detail("{\"tags\":\"\\u202E\"}")).contains("U+202E");
		assertThat(detail(tags(10_000))).contains("10000 tags", "at most 100");
		assertThat(detail("{\"allTenants\":\"true\"}")).contains("'tags' is missing", "'everything'");
		assertThat(detail("{\"tags\":\"a\",\"tenant\":\"acme\",\"allTenants\":\"true\"}")).contains("contradict");
		assertThat(detail("{\"tags\":\"a\",\"dryRun\":\"yes\"}")).contains("'dryRun'");
	}

	@Test
	void theAddressCannotOverrideTheBody() {
		assertThat(this.http.post(TAGS + "?tags=b", "{\"tags\":\"a\"}").status()).isEqualTo(400);
		assertThat(this.http.post(TAGS + "?dryRun=false", "{\"tags\":\"a\",\"dryRun\":\"true\"}").status())
			.isEqualTo(400);
		assertThat(this.http.post(TAGS + "?allTenants=true", "{\"tags\":\"a\"}").status()).isEqualTo(400);
		assertThat(this.invalidated.tags()).isEmpty();
	}

	@Test
	void severalTagsAreVoidedAtOnce() {
		RawHttp.Answer answer = this.http.post(TAGS, "{\"tags\":\"x,b,a,a\",\"tenant\":\"default\"}");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(texts(answer.json().get("tags"))).containsExactly("a", "b", "x");
		assertThat(this.invalidated.tags()).containsExactly(Set.of(new Tag("a"), new Tag("b"), new Tag("x")));
	}

	@Test
	void oneHundredTagsAreNotTooMany() {
		assertThat(this.http.post(TAGS, tags(100)).status()).isEqualTo(200);
	}

	@Test
	void aDryRunVoidsNothingAndCounts() {
		JsonNode json = this.http.post(TAGS, "{\"tags\":\"a,x\",\"dryRun\":\"true\"}").json();
		assertThat(json.get("applied").booleanValue()).isFalse();
		assertThat(json.get("dryRun").booleanValue()).isTrue();
		assertThat(json.has("stamp")).isFalse();
		assertThat(json.get("counts").toString())
			.isEqualTo("[{\"tag\":\"a\",\"entries\":1},{\"tag\":\"x\",\"entries\":0}]");
		assertThat(this.invalidated.tags()).isEmpty();
		assertThat(Answers.hit(this.cache, TenantId.DEFAULT, "Can I?", "a", "b", "b/c")).isTrue();
	}

	@Test
	void aTenantReachesItsOwnAnswersOnly() {
		Answers.hit(this.cache, ACME, "Can I?", "a");
		Answers.hit(this.cache, GLOBEX, "Can I?", "a");
		assertThat(this.http.delete(TAGS + "/a?tenant=acme").json().get("tenant").stringValue()).isEqualTo("acme");
		assertThat(Answers.hit(this.cache, ACME, "Can I?", "a")).isFalse();
		assertThat(Answers.hit(this.cache, GLOBEX, "Can I?", "a")).isTrue();
		assertThat(Answers.hit(this.cache, TenantId.DEFAULT, "Can I?", "a", "b", "b/c")).isTrue();
	}

	@Test
	void allTenantsAreReachedWhenThatIsSaid() {
		Answers.hit(this.cache, ACME, "Can I?", "a");
		Answers.hit(this.cache, GLOBEX, "Can I?", "z");
		JsonNode json = this.http.post(TAGS, "{\"tags\":\"a\",\"allTenants\":\"true\"}").json();
		assertThat(json.get("scope").stringValue()).isEqualTo("all-tenants");
		assertThat(json.has("tenant")).isFalse();
		assertThat(Answers.hit(this.cache, ACME, "Can I?", "a")).isFalse();
		assertThat(Answers.hit(this.cache, TenantId.DEFAULT, "Can I?", "a", "b", "b/c")).isFalse();
		assertThat(Answers.hit(this.cache, GLOBEX, "Can I?", "z")).isTrue();
	}

	@Test
	void everythingIsVoidedWhenThatIsSaid() {
		Answers.hit(this.cache, ACME, "Can I?", "a");
		Answers.hit(this.cache, GLOBEX, "Can I?", "a");
		JsonNode tenant = this.http.post(TAGS, "{\"everything\":\"true\",\"tenant\":\"acme\"}").json();
		assertThat(tenant.get("everything").booleanValue()).isTrue();
		assertThat(tenant.get("tags").size()).isZero();
		assertThat(Answers.hit(this.cache, ACME, "Can I?", "a")).isFalse();
		assertThat(Answers.hit(this.cache, GLOBEX, "Can I?", "a")).isTrue();
		JsonNode all = this.http.post(TAGS, "{\"everything\":\"true\",\"allTenants\":\"true\"}").json();
		assertThat(all.get("scope").stringValue()).isEqualTo("all-tenants");
		assertThat(Answers.hit(this.cache, GLOBEX, "Can I?", "a")).isFalse();
	}

	@Test
	void whatIsNotAppliedIsNeverReportedAsDone(CapturedOutput output) {
		this.store.goAway();
		for (RawHttp.Answer answer : List.of(this.http.delete(TAGS + "/a?tenant=acme"),
				this.http.post(TAGS, "{\"tags\":\"a\",\"tenant\":\"acme\"}"))) {
			assertThat(answer.status()).isEqualTo(503);
			assertThat(answer.problem()).isTrue();
			assertThat(answer.json().get("title").stringValue()).isEqualTo("Not invalidated");
			assertThat(answer.json().get("detail").stringValue()).contains("Repeat the call", "safe");
			assertThat(answer.json().get("tenant").stringValue()).isEqualTo("acme");
			assertThat(texts(answer.json().get("tags"))).containsExactly("a");
			assertThat(answer.body()).doesNotContain("secret-host");
		}
		assertThat(output.getOut().lines().filter((line) -> line.contains("Not invalidated: scope=tenant"))).hasSize(2);
		assertThat(output.getOut().lines()).noneMatch((line) -> line.startsWith("INFO Connection refused"));
		this.store.comeBack();
		assertThat(this.http.delete(TAGS + "/a").status()).isEqualTo(200);
		assertThat(this.http.delete(TAGS + "/a").status()).isEqualTo(200);
	}

	@Test
	void whatCannotBeReadIsNotReportedAsEmpty() {
		this.store.goAway();
		for (RawHttp.Answer answer : List.of(this.http.get(TAGS), this.http.get(TAGS + "/a"),
				this.http.post(TAGS, "{\"tags\":\"a\",\"dryRun\":\"true\"}"))) {
			assertThat(answer.status()).isEqualTo(503);
			assertThat(answer.problem()).isTrue();
			assertThat(answer.body()).doesNotContain("secret-host");
		}
	}

	@Test
	void theSameInvalidationInParallelIsAppliedEachTime() {
		ExecutorService callers = Executors.newFixedThreadPool(8);
		try {
			List<CompletableFuture<RawHttp.Answer>> answers = IntStream.range(0, 64)
				.mapToObj((i) -> CompletableFuture.supplyAsync(() -> this.http.delete(TAGS + "/a"), callers))
				.toList();
			Set<Long> stamps = answers.stream()
				.map(CompletableFuture::join)
				.peek((answer) -> assertThat(answer.status()).isEqualTo(200))
				.map((answer) -> answer.json().get("stamp").longValue())
				.collect(Collectors.toSet());
			assertThat(stamps).hasSize(64);
		}
		finally {
			callers.shutdown();
		}
		assertThat(Answers.hit(this.cache, TenantId.DEFAULT, "Can I?", "a", "b", "b/c")).isFalse();
	}

	@Test
	void tagsAreListedWithTheirLiveEntries() {
		Answers.hit(this.cache, TenantId.DEFAULT, "May I?", "a");
		JsonNode json = this.http.get(TAGS).json();
		assertThat(json.get("tenant").stringValue()).isEqualTo("default");
		assertThat(json.get("truncated").booleanValue()).isFalse();
		assertThat(json.get("tags").toString())
			.isEqualTo("[{\"tag\":\"a\",\"entries\":2},{\"tag\":\"cache:faq\",\"entries\":2},"
					+ "{\"tag\":\"b\",\"entries\":1},{\"tag\":\"b/c\",\"entries\":1}]");
		this.http.delete(TAGS + "/b");
		assertThat(this.http.get(TAGS).json().get("tags").toString())
			.isEqualTo("[{\"tag\":\"a\",\"entries\":1},{\"tag\":\"cache:faq\",\"entries\":1}]");
	}

	@Test
	void aListThatIsCutSaysSo() {
		for (int i = 0; i < 10; i++) {
			int from = i * 60;
			Answers.hit(this.cache, ACME, "q" + i,
					IntStream.range(from, from + 60).mapToObj((tag) -> "t" + tag).toArray(String[]::new));
		}
		JsonNode json = this.http.get(TAGS + "?tenant=acme").json();
		assertThat(json.get("tags").size()).isEqualTo(ClaudeCacheTagsEndpoint.MAX_LISTED_TAGS);
		assertThat(json.get("truncated").booleanValue()).isTrue();
	}

	@Test
	void aPreviewVoidsNothing() {
		for (int i = 0; i < 8; i++) {
			Answers.hit(this.cache, ACME, "q" + i, "a");
		}
		JsonNode json = this.http.get(TAGS + "/a?tenant=acme").json();
		assertThat(json.get("tag").stringValue()).isEqualTo("a");
		assertThat(json.get("entries").longValue()).isEqualTo(8);
		assertThat(texts(json.get("fingerprints"))).hasSize(ClaudeCacheTagsEndpoint.MAX_FINGERPRINTS)
			.allMatch((text) -> text.matches("[0-9a-f]{64}"));
		assertThat(this.invalidated.tags()).isEmpty();
	}

	@Test
	void everyInvalidationLeavesOneLine(CapturedOutput output) {
		this.http.delete(TAGS + "/a");
		this.http.post(TAGS, "{\"tags\":\"t\\\" by=\\\"root\",\"tenant\":\"acme\"}");
		List<String> lines = output.getOut().lines().filter((line) -> line.contains("Invalidated: ")).toList();
		assertThat(lines).hasSize(2).allMatch((line) -> line.contains(" INFO "));
		assertThat(lines.get(0)).contains("scope=tenant tenant=\"default\" tags=[\"a\"] by=\"anonymous\" stamp=");
		assertThat(lines.get(1)).contains("tenant=\"acme\" tags=[\"t\\\" by=\\\"root\"] by=\"anonymous\"");
	}

	private String detail(String body) {
		return this.http.post(TAGS, body).json().get("detail").stringValue();
	}

	private static String tags(int number) {
		return "{\"tags\":\"" + IntStream.range(0, number).mapToObj((tag) -> "t" + tag).collect(Collectors.joining(","))
				+ "\"}";
	}

	private static List<String> texts(JsonNode array) {
		return array.valueStream().map(JsonNode::stringValue).toList();
	}

}
