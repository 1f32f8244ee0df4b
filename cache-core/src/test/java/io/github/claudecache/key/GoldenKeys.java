package io.github.claudecache.key;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.function.BiFunction;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.CacheMode;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.DocumentRef;
import io.github.claudecache.request.FactorValue;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.request.ToolDefinition;
import io.github.claudecache.request.Turn;

/**
 * Requests whose keys must never change by accident: a key outlives the process that made
 * it. All characters were assigned in Unicode 13, the version of JDK 17.
 */
final class GoldenKeys {

	private static final Map<String, String> TEXTS = texts();

	private static final CacheDefinition FAQ = CacheDefinition.of("faq", "static");

	private final Map<String, Fingerprints> keys = new LinkedHashMap<>();

	private GoldenKeys() {
	}

	/**
	 * Prints the surroundings and one digest of all keys, to be compared between
	 * processes.
	 */
	public static void main(String[] args) {
		System.out.println(Locale.getDefault().getLanguage() + " " + Charset.defaultCharset() + " "
				+ TimeZone.getDefault().getID() + " " + digest(compute()));
	}

	static Map<String, Fingerprints> compute() {
		GoldenKeys golden = new GoldenKeys();
		golden.addTexts();
		golden.addValues();
		golden.addStructures();
		golden.addSurroundings();
		return golden.keys;
	}

	static String digest(Map<String, Fingerprints> keys) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			keys.forEach((id, key) -> digest
				.update((id + " " + key.exact() + " " + key.scope() + "\n").getBytes(StandardCharsets.UTF_8)));
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void addTexts() {
		Map<String, BiFunction<ClaudeRequest.Builder, String, ClaudeRequest.Builder>> places = new LinkedHashMap<>();
		places.put("message", ClaudeRequest.Builder::message);
		places.put("system", ClaudeRequest.Builder::system);
		places.put("model", ClaudeRequest.Builder::model);
		places.put("type", ClaudeRequest.Builder::answerType);
		places.put("locale", ClaudeRequest.Builder::languageTag);
		places.put("factor value", (builder, text) -> builder.factor("f", text));
		places.put("factor name", (builder, text) -> builder.factor(text, "v"));
		places.put("document", (builder, text) -> builder.document("d" + text, "v" + text));
		places.put("turn", (builder, text) -> builder.history(List.of(Turn.user(text), Turn.assistant(text))));
		places.put("tool",
				(builder, text) -> builder.tools(List.of(new ToolDefinition("t" + text, FactorValue.of(text)))));
		places.forEach((place, put) -> TEXTS
			.forEach((name, text) -> add(place + "/" + name, put.apply(request(), text).build())));
		MessageNormalizer folding = MessageNormalizer.caseFolding();
		FingerprintComposer composer = FingerprintComposer.standard(Namespace.DEFAULT, folding, List.of());
		TEXTS.forEach((name, text) -> this.keys.put("folded message/" + name,
				composer.compose(FAQ, request().message(text).build())));
	}

	private void addValues() {
		Map<String, FactorValue> values = new LinkedHashMap<>();
		values.put("null", FactorValue.Null.INSTANCE);
		values.put("true", FactorValue.of(true));
		values.put("false", FactorValue.of(false));
		for (String digits : List.of("0", "-0", "1", "1.0", "1e0", "01", "9007199254740992", "9007199254740993", "0.1",
				"1E+400", "-1")) {
			values.put("number " + digits, new FactorValue.Decimal(digits));
		}
		values.put("digest", new FactorValue.Digest(new Fingerprint("ab".repeat(32))));
		FactorValue a = FactorValue.of("a");
		FactorValue b = FactorValue.of("b");
		values.put("list empty", FactorValue.listOf(List.of()));
		values.put("list a", FactorValue.listOf(List.of(a)));
		values.put("list a b", FactorValue.listOf(List.of(a, b)));
		values.put("list b a", FactorValue.listOf(List.of(b, a)));
		values.put("list nested", FactorValue.listOf(List.of(FactorValue.listOf(List.of(a, b)))));
		values.put("bag empty", new FactorValue.Unordered(List.of()));
		values.put("bag a b", new FactorValue.Unordered(List.of(a, b)));
		values.put("bag b a", new FactorValue.Unordered(List.of(b, a)));
		values.put("bag a a b", new FactorValue.Unordered(List.of(a, a, b)));
		values.put("object empty", FactorValue.Members.of(Map.of()));
		values.put("object a b", FactorValue.Members.of(Map.of("a", b)));
		values.put("object two", FactorValue.Members.of(Map.of("a", b, "b", a)));
		values.put("object nested", FactorValue.Members.of(Map.of("a", FactorValue.Members.of(Map.of("a", b)))));
		values.forEach((name, value) -> {
			add("value/" + name, request().factor("f", value).build());
			add("system blocks/" + name, request().systemBlocks(value).build());
			add("turn content/" + name, request().history(List.of(new Turn("user", value))).build());
			add("tool schema/" + name, request().tools(List.of(new ToolDefinition("t", value))).build());
		});
	}

	private void addStructures() {
		add("nothing", request().build());
		add("documents/empty", request().documents(List.of()).build());
		add("documents/two", request().document("a", "1").document("b", "2").build());
		add("documents/swapped", request().document("b", "2").document("a", "1").build());
		add("documents/twice", request().document("a", "1").document("a", "1").build());
		add("documents/boundary", request().documents(List.of(new DocumentRef("a1", "2"))).build());
		add("documents/moved", request().documents(List.of(new DocumentRef("a", "12"))).build());
		add("history/empty", request().history(List.of()).build());
		add("history/boundary", request().history(List.of(Turn.user("a"), Turn.user("b"))).build());
		add("history/moved", request().history(List.of(Turn.user("ab"))).build());
		add("tools/empty", request().tools(List.of()).build());
		add("factors/two", request().factor("a", "b").factor("c", "d").build());
		add("factors/joined", request().factor("a", "b,c=d").build());
		add("tags/ignored", request().tags("x", "y").build());
		add("everything", request().answerType("Answer")
			.model("claude-sonnet-5")
			.system("Answer from the documents.")
			.tools(List.of(new ToolDefinition("lookup", FactorValue.Members.of(Map.of("type", FactorValue.of("o"))))))
			.document("returns", "7")
			.document("shipping", "3")
			.locale(Locale.GERMANY)
			.message("Can I  get a refund?")
			.history(List.of(Turn.user("Hello"), Turn.assistant("How can I help?")))
			.factor("temperature", new FactorValue.Decimal("0.2"))
			.factor("plan", "pro")
			.build());
		add("large message", request().message("All work and no play. ".repeat(5_000)).build());
	}

	private void addSurroundings() {
		ClaudeRequest plain = request().message("a").build();
		for (String tenant : List.of("default", "acme", "Acme", "a:", "t*", "\u00E4", "\u5317")) {
			add("tenant/" + ascii(tenant), ClaudeRequest.builder("faq", new TenantId(tenant)).message("a").build());
		}
		for (Locale locale : List.of(Locale.ROOT, Locale.ENGLISH, Locale.GERMANY, Locale.SIMPLIFIED_CHINESE,
				Locale.forLanguageTag("tr"), Locale.forLanguageTag("sr-Latn-RS"), new Locale("ja", "JP", "JP"),
				new Locale("no", "NO", "NY"), new Locale("e n"))) {
			add("java locale/" + locale, request().locale(locale).build());
		}
		this.keys.put("cache/other", composer(Namespace.DEFAULT).compose(CacheDefinition.of("Faq", "static"), plain));
		for (String revision : List.of("", "1", "2026-11-23")) {
			this.keys.put("revision/" + revision, composer(Namespace.DEFAULT).compose(
					new CacheDefinition("faq", "static", CacheMode.SERVE, revision, null, null, null, Semantic.OFF),
					plain));
		}
		for (Namespace namespace : List.of(new Namespace("claude:resp", 4), new Namespace("shop", 3))) {
			this.keys.put("namespace/" + namespace.versioned(), composer(namespace).compose(FAQ, plain));
		}
		FingerprintContributor release = (request) -> Map.of("release", FactorValue.of("1.2"));
		this.keys.put("contributed",
				FingerprintComposer.standard(Namespace.DEFAULT, MessageNormalizer.standard(), List.of(release))
					.compose(FAQ, plain));
	}

	private void add(String id, ClaudeRequest request) {
		if (this.keys.put(id, composer(Namespace.DEFAULT).compose(FAQ, request)) != null) {
			throw new IllegalStateException("Two cases are named " + id);
		}
	}

	private static ClaudeRequest.Builder request() {
		return ClaudeRequest.builder("faq", TenantId.DEFAULT);
	}

	private static FingerprintComposer composer(Namespace namespace) {
		return FingerprintComposer.standard(namespace, MessageNormalizer.standard(), List.of());
	}

	private static String ascii(String text) {
		StringBuilder ascii = new StringBuilder();
		text.codePoints()
			.forEach((c) -> ascii.append((c > ' ' && c < 0x7F) ? Character.toString(c) : "u" + Integer.toHexString(c)));
		return ascii.toString();
	}

	private static Map<String, String> texts() {
		Map<String, String> texts = new LinkedHashMap<>();
		texts.put("empty", "");
		texts.put("a", "a");
		texts.put("capital", "A");
		texts.put("padded", " a ");
		texts.put("spaces", "a  b");
		texts.put("digit", "1");
		texts.put("null word", "null");
		texts.put("zero character", "\u0000");
		texts.put("delimiters", "a|b,c:d\u001Fe");
		texts.put("line ends", "a\nb\r\nc\td");
		texts.put("composed", "caf\u00E9");
		texts.put("decomposed", "cafe\u0301");
		texts.put("turkish", "I\u0130\u0131i Is \u0130s");
		texts.put("lithuanian", "I\u0307\u0300 \u012E\u0303");
		texts.put("sharp s", "\u00DF\u1E9E");
		texts.put("superscript", "2\u00B2");
		texts.put("full width", "\uFF11\uFF21");
		texts.put("ligature", "\uFB01");
		texts.put("no-break space", "a\u00A0\u00A0b");
		texts.put("zero width", "a\u200B\u200D\uFEFFb");
		texts.put("tag characters", "a\uDB40\uDC41b");
		texts.put("bidi", "a\u202Eb\u2066c");
		texts.put("emoji", "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \uD83C\uDDE9\uD83C\uDDEA");
		texts.put("singletons", "\u212B\u2126\u212A\u037E\u1FEF");
		texts.put("hangul", "\uD55C \u1112\u1161\u11AB");
		texts.put("kana", "\u304C \u304B\u3099");
		texts.put("chinese", "\u5317\u4EAC \uF900");
		texts.put("arabic", "\u0627\u0644\u0639\u0631\u0628\u064A\u0629");
		texts.put("hebrew", "\u05E9\u05C1\u05B8\u05DC\u05D5\u05B9\u05DD");
		texts.put("hindi", "\u0939\u093F\u0928\u094D\u0926\u0940 \u0958");
		texts.put("thai", "\u0E44\u0E17\u0E22\u0E33");
		texts.put("greek", "\u03A3\u03C3\u03C2 \u1FA7");
		texts.put("supplementary", "\uD801\uDC00\uD801\uDC28 \uD834\uDD5E");
		texts.put("marks", "e" + "\u0301\u0316".repeat(15));
		texts.put("code", "```\nint  a;\n```");
		texts.put("quoted", "say \"a  b\"");
		texts.put("words", "Is it Polish? In Istanbul.");
		return texts;
	}

}
