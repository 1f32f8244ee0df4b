package io.github.claudecache.request;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ClaudeRequestTests {

	private static final TenantId TENANT = new TenantId("acme");

	@Test
	void whatIsNotSetIsAbsentNotEmpty() {
		ClaudeRequest request = ClaudeRequest.builder("faq", TENANT).build();
		assertThat(request.answerType()).isNull();
		assertThat(request.model()).isNull();
		assertThat(request.system()).isNull();
		assertThat(request.tools()).isNull();
		assertThat(request.documents()).isNull();
		assertThat(request.locale()).isNull();
		assertThat(request.message()).isNull();
		assertThat(request.history()).isNull();
		assertThat(request.factors()).isEmpty();
		assertThat(request.tags()).isEmpty();
	}

	@Test
	void theBuilderOfARequestMakesTheSameRequest() {
		ClaudeRequest request = ClaudeRequest.builder("faq", TENANT)
			.answerType("text")
			.model("m")
			.system("s")
			.tools(List.of(new ToolDefinition("t", FactorValue.of("d"))))
			.document("d", "1")
			.document("e", "2")
			.locale(Locale.GERMANY)
			.message("q")
			.history(List.of(Turn.user("u"), Turn.assistant("a")))
			.factor("f", "v")
			.tags("x", "y")
			.build();
		assertThat(request.toBuilder().build()).isEqualTo(request);
		assertThat(request.documents()).containsExactly(new DocumentRef("d", "1"), new DocumentRef("e", "2"));
		assertThat(request.locale()).isEqualTo("de-DE");
		assertThat(request.tags()).containsExactly(new Tag("x"), new Tag("y"));
	}

	@Test
	void laterChangesOfWhatItWasBuiltFromDoNotReachARequest() {
		List<DocumentRef> documents = new ArrayList<>(List.of(new DocumentRef("d", "1")));
		List<Turn> history = new ArrayList<>(List.of(Turn.user("u")));
		List<ToolDefinition> tools = new ArrayList<>(List.of(new ToolDefinition("t", FactorValue.Null.INSTANCE)));
		ClaudeRequest.Builder builder = ClaudeRequest.builder("faq", TENANT)
			.documents(documents)
			.history(history)
			.tools(tools)
			.factor("f", "v")
			.tags("x");
		ClaudeRequest request = builder.build();
		documents.clear();
		history.clear();
		tools.clear();
		builder.factor("g", "w").tags("y").document("e", "2");
		assertThat(request.documents()).hasSize(1);
		assertThat(request.history()).hasSize(1);
		assertThat(request.tools()).hasSize(1);
		assertThat(request.factors()).hasSize(1);
		assertThat(request.tags()).hasSize(1);
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> request.factors().put("h", FactorValue.of("x")));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> request.tags().clear());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t" })
	void namesMustNotBeBlank(String blank) {
		assertThatIllegalArgumentException().isThrownBy(() -> ClaudeRequest.builder(blank, TENANT).build());
		assertThatIllegalArgumentException().isThrownBy(() -> new DocumentRef(blank, "1"));
		assertThatIllegalArgumentException().isThrownBy(() -> new DocumentRef("d", blank))
			.withMessageContaining("document 'd'");
		assertThatIllegalArgumentException().isThrownBy(() -> new ToolDefinition(blank, FactorValue.Null.INSTANCE));
		assertThatIllegalArgumentException().isThrownBy(() -> new Turn(blank, FactorValue.of("x")));
	}

	@Test
	void localesThatDifferHaveDifferentTexts() {
		Map<String, Locale> seen = new HashMap<>();
		Stream<Locale> illFormed = Stream.of(new Locale("e n"), new Locale("e n", "US"), new Locale("f f", "US"),
				new Locale("en", "x y"), new Locale("en", "USA1"), new Locale("en", "", "a b"),
				new Locale("", "", "a b"), new Locale("", "", "c d"), new Locale("no", "NO", "NY"),
				new Locale("en", "US", "WIN"), new Locale("ja", "JP", "JP"), new Locale("th", "TH", "TH"),
				new Locale("a_b", "c"), new Locale("a", "b_c"));
		Stream.concat(Stream.of(Locale.getAvailableLocales()), illFormed).distinct().forEach((locale) -> {
			String text = ClaudeRequest.builder("faq", TENANT).locale(locale).build().locale();
			assertThat(seen.put(text, locale)).as("has the text of %s: %s", locale, text).isNull();
		});
		assertThat(ClaudeRequest.builder("faq", TENANT).locale(null).build().locale()).isNull();
	}

	@Test
	void theMembersOfAnObjectAreInOneOrderWhateverMapTheyCameFrom() {
		SortedMap<String, FactorValue> descending = new TreeMap<>(Comparator.reverseOrder());
		descending.putAll(Map.of("a", FactorValue.of(1), "b", FactorValue.of(2)));
		assertThat(new FactorValue.Members(descending).members().keySet()).containsExactly("a", "b");
		assertThat(FactorValue.Members.of(descending).members().keySet()).containsExactly("a", "b");
	}

	@Test
	void numbersKeepTheTextTheyWereWrittenWith() {
		assertThat(FactorValue.of(9_007_199_254_740_993L)).isNotEqualTo(new FactorValue.Decimal("9007199254740992"));
		assertThat(new FactorValue.Decimal("1")).isNotEqualTo(new FactorValue.Decimal("1.0"));
		assertThat(FactorValue.of(1)).isEqualTo(new FactorValue.Decimal("1"));
	}

}
