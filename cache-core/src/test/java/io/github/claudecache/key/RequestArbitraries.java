package io.github.claudecache.key;

import java.util.List;
import java.util.Map;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.DocumentRef;
import io.github.claudecache.request.FactorValue;
import io.github.claudecache.request.ToolDefinition;
import io.github.claudecache.request.Turn;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Requests that are built to collide: few and short texts, most of them delimiters or the
 * text of another kind of value, in components that border on each other.
 */
final class RequestArbitraries {

	private static final String DIGITS = "ab".repeat(32);

	private RequestArbitraries() {
	}

	/**
	 * Requests whose texts are all valid Unicode.
	 */
	static Arbitrary<ClaudeRequest> requests() {
		return requests(texts());
	}

	/**
	 * Requests of which many have a text with an unpaired surrogate, somewhere.
	 */
	static Arbitrary<ClaudeRequest> requestsWithInvalidText() {
		return requests(Arbitraries.frequencyOf(Tuple.of(15, texts()),
				Tuple.of(1, Arbitraries.of("\uD800", "a\uDC00", "\uDC00\uD800"))));
	}

	private static Arbitrary<String> texts() {
		return Arbitraries
			.of("", "a", "b", "|", ",", ":", "=", "\u0000", "\u001F", "\n", "?", "1", "null", "S", "\u00E9",
					"\uD83D\uDE00")
			.list()
			.ofMaxSize(2)
			.map((parts) -> String.join("", parts));
	}

	private static Arbitrary<ClaudeRequest> requests(Arbitrary<String> text) {
		Arbitrary<String> name = text.map((each) -> "n" + each);
		Arbitrary<FactorValue> value = values(text, 2);
		Arbitrary<ToolDefinition> tool = Combinators.combine(name, value).as(ToolDefinition::new);
		Arbitrary<DocumentRef> document = Combinators.combine(name, name).as(DocumentRef::new);
		Arbitrary<Turn> turn = Combinators.combine(Arbitraries.of("user", "assistant", "user|"), value).as(Turn::new);
		Arbitrary<ClaudeRequest> texts = Combinators
			.combine(Arbitraries.of("default", "a", "a:", "A", "a|b"), text.injectNull(0.6), text.injectNull(0.6),
					text.injectNull(0.6), text.injectNull(0.4))
			.as((tenant, type, model, locale, message) -> ClaudeRequest.builder("faq", new TenantId(tenant))
				.answerType(type)
				.model(model)
				.languageTag(locale)
				.message(message)
				.build());
		Arbitrary<Map<String, FactorValue>> factors = Arbitraries.maps(text, value).ofMaxSize(2);
		return Combinators.combine(texts, value.injectNull(0.6), listOf(tool), listOf(document), listOf(turn), factors)
			.as((request, system, tools, documents, history, others) -> {
				ClaudeRequest.Builder builder = request.toBuilder()
					.systemBlocks(system)
					.tools(tools)
					.documents(documents)
					.history(history);
				others.forEach(builder::factor);
				return builder.build();
			});
	}

	private static <T> Arbitrary<List<T>> listOf(Arbitrary<T> item) {
		return item.list().ofMaxSize(2).injectNull(0.6);
	}

	private static Arbitrary<FactorValue> values(Arbitrary<String> text, int depth) {
		Arbitrary<FactorValue> leaf = Arbitraries.oneOf(text.map(FactorValue::of),
				Arbitraries.of("1", "1.0", "1e0", "-0", "0", "9007199254740992", "9007199254740993")
					.map(FactorValue.Decimal::new),
				Arbitraries.of(FactorValue.of(true), FactorValue.of(false), FactorValue.of("true"),
						FactorValue.Null.INSTANCE, FactorValue.of("9007199254740992"),
						new FactorValue.Digest(new Fingerprint(DIGITS)), FactorValue.of(DIGITS)));
		if (depth == 0) {
			return leaf;
		}
		Arbitrary<FactorValue> inner = values(text, depth - 1);
		Arbitrary<List<FactorValue>> items = inner.list().ofMaxSize(2);
		return Arbitraries.frequencyOf(Tuple.of(6, leaf), Tuple.of(1, items.map(FactorValue::listOf)),
				Tuple.of(1, items.map(FactorValue.Unordered::new)),
				Tuple.of(1, Arbitraries.maps(text, inner).ofMaxSize(2).map(FactorValue.Members::of)));
	}

}
