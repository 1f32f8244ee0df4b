package io.github.claudecache.key;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.CacheMode;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.FactorValue;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.request.ToolDefinition;
import io.github.claudecache.request.Turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FingerprintComposerTests {

	private static final CacheDefinition FAQ = CacheDefinition.of("faq", "static");

	private static final Fingerprint DIGEST = new Fingerprint("ab".repeat(32));

	private static final FingerprintComposer COMPOSER = FingerprintComposer.standard(Namespace.DEFAULT,
			MessageNormalizer.standard(), List.of());

	static Stream<Arguments> lookalikes() {
		FactorValue a = FactorValue.of("a");
		FactorValue b = FactorValue.of("b");
		return Stream.of(Arguments.of("a moved delimiter", request().factor("a", "b|c"), request().factor("a|b", "c")),
				Arguments.of("absent and empty", request(), request().system("")),
				Arguments.of("absent and null", request(), request().systemBlocks(FactorValue.Null.INSTANCE)),
				Arguments.of("empty and null", request().system(""), request().systemBlocks(FactorValue.Null.INSTANCE)),
				Arguments.of("null and its name", request().factor("f", "null"),
						request().factor("f", FactorValue.Null.INSTANCE)),
				Arguments.of("no list and an empty one", request(), request().documents(List.of())),
				Arguments.of("swapped components", request().model("m").languageTag("l"),
						request().model("l").languageTag("m")),
				Arguments.of("message and factor", request().message("m"), request().factor("message", "m")),
				Arguments.of("1 and \"1\"", request().factor("f", FactorValue.of(1)), request().factor("f", "1")),
				Arguments.of("1 and 1.0", request().factor("f", FactorValue.of(1)),
						request().factor("f", new FactorValue.Decimal("1.0"))),
				Arguments.of("2^53 and its successor", request().factor("f", FactorValue.of(9_007_199_254_740_992L)),
						request().factor("f", FactorValue.of(9_007_199_254_740_993L))),
				Arguments.of("true and \"true\"", request().factor("f", FactorValue.of(true)),
						request().factor("f", "true")),
				Arguments.of("document id and version", request().document("a1", "2"), request().document("a", "12")),
				Arguments.of("documents in another order", request().document("a", "1").document("b", "1"),
						request().document("b", "1").document("a", "1")),
				Arguments.of("a document twice", request().document("a", "1"),
						request().document("a", "1").document("a", "1")),
				Arguments.of("list and nested list", request().systemBlocks(FactorValue.listOf(List.of(a, b))),
						request().systemBlocks(FactorValue.listOf(List.of(FactorValue.listOf(List.of(a)), b)))),
				Arguments.of("list and bag", request().systemBlocks(FactorValue.listOf(List.of(a))),
						request().systemBlocks(new FactorValue.Unordered(List.of(a)))),
				Arguments.of("list of pairs and object",
						request().systemBlocks(FactorValue.listOf(List.of(FactorValue.listOf(List.of(a, b))))),
						request().systemBlocks(FactorValue.Members.of(Map.of("a", b)))),
				Arguments.of("tools in another order", request().tools(List.of(tool("a"), tool("b"))),
						request().tools(List.of(tool("b"), tool("a")))),
				Arguments.of("tool name and definition",
						request().tools(List.of(new ToolDefinition("ab", FactorValue.of("c")))),
						request().tools(List.of(new ToolDefinition("a", FactorValue.of("bc"))))),
				Arguments.of("factor name and value", request().factor("ab", "c"), request().factor("a", "bc")),
				Arguments.of("two factors and one", request().factor("a", "b").factor("c", "d"),
						request().factor("a", "bcd")),
				Arguments.of("role and content", request().history(List.of(new Turn("user", FactorValue.of("a: b")))),
						request().history(List.of(new Turn("user: a", FactorValue.of("b"))))),
				Arguments.of("one turn and two", request().history(List.of(Turn.user("a"), Turn.user("b"))),
						request().history(List.of(Turn.user("ab")))),
				Arguments.of("who said it", request().history(List.of(Turn.user("a"), Turn.assistant("b"))),
						request().history(List.of(Turn.assistant("a"), Turn.user("b")))),
				Arguments.of("last turn and message", request().history(List.of(Turn.user("a"))).message("b"),
						request().history(List.of(Turn.user("a"), Turn.user("b")))),
				Arguments.of("text and its digest", request().factor("f", new FactorValue.Digest(DIGEST)),
						request().factor("f", DIGEST.value())),
				Arguments.of("language and region", request().locale(Locale.ENGLISH), request().locale(Locale.US)),
				Arguments.of("no locale and the root", request(), request().locale(Locale.ROOT)));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("lookalikes")
	void requestsThatLookAlikeHaveDifferentKeys(String name, ClaudeRequest.Builder one, ClaudeRequest.Builder other) {
		Fingerprints first = COMPOSER.compose(FAQ, one.build());
		Fingerprints second = COMPOSER.compose(FAQ, other.build());
		assertThat(first.exact()).isNotEqualTo(second.exact());
	}

	@Test
	void theExactFingerprintIsNeverTheScopeEvenWithoutAMessage() {
		Fingerprints fingerprints = COMPOSER.compose(FAQ, request().build());
		assertThat(fingerprints.exact()).isNotEqualTo(fingerprints.scope());
	}

	static Stream<Arguments> placesOfText() {
		String bad = "a\uD800b";
		FactorValue value = FactorValue.of(bad);
		return Stream.of(Arguments.of("message", request().message(bad)), Arguments.of("system", request().system(bad)),
				Arguments.of("system blocks", request().systemBlocks(FactorValue.listOf(List.of(value)))),
				Arguments.of("model", request().model(bad)), Arguments.of("type", request().answerType(bad)),
				Arguments.of("locale", request().languageTag(bad)),
				Arguments.of("tool name", request().tools(List.of(tool(bad)))),
				Arguments.of("tool JSON",
						request().tools(List.of(new ToolDefinition("t",
								FactorValue.Members
									.of(Map.of("properties", FactorValue.Members.of(Map.of("p", value)))))))),
				Arguments.of("tool member",
						request().tools(List.of(new ToolDefinition("t", FactorValue.Members.of(Map.of(bad, value)))))),
				Arguments.of("document id", request().document(bad, "1")),
				Arguments.of("document version", request().document("d", bad)),
				Arguments.of("history role", request().history(List.of(new Turn(bad, FactorValue.of("x"))))),
				Arguments.of("history content", request().history(List.of(Turn.user(bad)))),
				Arguments.of("factor name", request().factor(bad, "x")),
				Arguments.of("factor value", request().factor("f", bad)),
				Arguments.of("number", request().factor("f", new FactorValue.Decimal(bad))),
				Arguments.of("bag", request().factor("f", new FactorValue.Unordered(List.of(value)))));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("placesOfText")
	void anUnpairedSurrogateAnywhereMeansThatThereIsNoKey(String place, ClaudeRequest.Builder request) {
		assertThatExceptionOfType(UnkeyableException.class).isThrownBy(() -> COMPOSER.compose(FAQ, request.build()))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(BypassReason.TEXT_INVALID));
	}

	@Test
	void anUnpairedSurrogateInTheRevisionMeansThatThereIsNoKey() {
		CacheDefinition definition = new CacheDefinition("faq", "static", CacheMode.SERVE, "\uDC00", null, null, null,
				Semantic.OFF);
		assertThatExceptionOfType(UnkeyableException.class)
			.isThrownBy(() -> COMPOSER.compose(definition, request().build()))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(BypassReason.TEXT_INVALID));
	}

	@Test
	void theOrderOfContributorsDoesNotMatter() {
		FingerprintContributor one = (request) -> Map.of("a", FactorValue.of("1"));
		FingerprintContributor other = (request) -> Map.of("b", FactorValue.of("2"));
		assertThat(composer(one, other).compose(FAQ, request().build()))
			.isEqualTo(composer(other, one).compose(FAQ, request().build()));
	}

	@Test
	void aContributedFactorIsNotADeclaredOneOfTheSameName() {
		FingerprintContributor contributor = (request) -> Map.of("a", FactorValue.of("1"));
		Fingerprints contributed = composer(contributor).compose(FAQ, request().build());
		assertThat(contributed).isNotEqualTo(COMPOSER.compose(FAQ, request().factor("a", "1").build()));
		assertThat(contributed).isNotEqualTo(composer(contributor).compose(FAQ, request().factor("a", "1").build()));
	}

	@Test
	void twoContributorsOfOneNameMeanThatThereIsNoKey() {
		FingerprintContributor contributor = (request) -> Map.of("a", FactorValue.of("1"));
		assertRefused(composer(contributor, contributor), request(), BypassReason.KEY_FAILED);
	}

	@Test
	void aFactorWithoutAValueMeansThatThereIsNoKey() {
		Map<String, FactorValue> missing = new HashMap<>();
		missing.put("a", null);
		assertRefused(composer((request) -> missing), request(), BypassReason.FACTOR_MISSING);
		assertRefused(COMPOSER, request().factor("a", missing.get("a")), BypassReason.FACTOR_MISSING);
	}

	@Test
	void aRequestAboveTheLimitHasNoKey() {
		String eightMebi = "a".repeat(8 * 1024 * 1024);
		assertRefused(COMPOSER, request().system(eightMebi), BypassReason.REQUEST_TOO_LARGE);
		assertRefused(COMPOSER, request().factor("a", eightMebi.substring(1)).factor("b", "bcdefghijkl"),
				BypassReason.REQUEST_TOO_LARGE);
		assertThat(COMPOSER.compose(FAQ, request().system(eightMebi.substring(1000)).build())).isNotNull();
	}

	@Test
	void aValueThatIsNestedTooDeepHasNoKeyAndExhaustsNoStack() {
		assertThat(COMPOSER.compose(FAQ, request().systemBlocks(nested(64)).build())).isNotNull();
		assertRefused(COMPOSER, request().systemBlocks(nested(65)), BypassReason.REQUEST_TOO_LARGE);
		assertRefused(COMPOSER, request().systemBlocks(nested(200_000)), BypassReason.REQUEST_TOO_LARGE);
	}

	@Test
	void theCardNamesTheFactorsThatDiffer() {
		FactorCard before = COMPOSER.compose(FAQ, request().message("q").system("a").languageTag("en").build()).card();
		FactorCard now = COMPOSER.compose(FAQ, request().message("q").system("b").model("m").build()).card();
		assertThat(now.differencesFrom(before)).extracting(FactorCard.Difference::factor)
			.containsExactly("locale", "model", "system prompt");
		assertThat(now.differencesFrom(before).get(0))
			.hasToString("locale changed: " + before.digests().get("locale").substring(0, 4) + " -> absent");
		assertThat(now.differencesFrom(now)).isEmpty();
	}

	@Test
	void theCardHasDigestsNotTexts() {
		FactorCard card = COMPOSER.compose(FAQ, request().message("secret").factor("f", "secret").build()).card();
		assertThat(card.digests().keySet()).containsExactly("cache", "factor.f", "message", "namespace", "tenant");
		assertThat(card.digests().values()).allMatch((digest) -> digest.matches("[0-9a-f]{16}"));
		assertThat(card.toString()).doesNotContain("secret");
	}

	private static void assertRefused(FingerprintComposer composer, ClaudeRequest.Builder request,
			BypassReason reason) {
		ClaudeRequest built = request.build();
		assertThatExceptionOfType(UnkeyableException.class).isThrownBy(() -> composer.compose(FAQ, built))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason));
	}

	private static FingerprintComposer composer(FingerprintContributor... contributors) {
		return FingerprintComposer.standard(Namespace.DEFAULT, MessageNormalizer.standard(), List.of(contributors));
	}

	private static FactorValue nested(int depth) {
		FactorValue value = FactorValue.of("a");
		for (int i = 0; i < depth; i++) {
			value = FactorValue.listOf(List.of(value));
		}
		return value;
	}

	private static ToolDefinition tool(String name) {
		return new ToolDefinition(name, FactorValue.of("d"));
	}

	private static ClaudeRequest.Builder request() {
		return ClaudeRequest.builder("faq", new TenantId("acme"));
	}

}
