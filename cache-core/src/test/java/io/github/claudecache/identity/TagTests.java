package io.github.claudecache.identity;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TagTests {

	@ParameterizedTest
	@ValueSource(strings = { "a", "policy:returns", "*", "t[1]", "a b", "a/b", "a;b", "%", "a%2Fb", "\u00E4",
			"\uD83D\uDE00", "\u0E01", "a\u00A0b" })
	void takesTextOfOneLineLiterally(String value) {
		assertThat(new Tag(value).value()).isEqualTo(value);
		assertThat(new Tag(value)).hasToString(value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t", "\u00A0", "\u3000", " a", "a ", "\u00A0a", "a\u00A0", "a\u3000", "\u202Fa",
			"a\n", "a,b", ",", "a\u0000b", "a\u0007b", "a\nINFO forged", "a\rb", "a\u007Fb", "a\u0085b", "a\u2028b",
			"a\u2029b", "a\u202Eb", "a\u202Ab", "a\u2066b", "a\u2069b", "a\u200Eb", "a\u200Fb", "a\u061Cb", "a\uD800",
			"\uDC00a", "\uDC00\uD800" })
	void refusesWhatIsNotOneVisibleLine(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Tag(value)).withMessageStartingWith("A tag must");
	}

	@Test
	void theLimitCountsBytesNotCharacters() {
		assertThat(new Tag("a".repeat(256)).value()).hasSize(256);
		assertThat(new Tag("\u00E4".repeat(128)).value()).hasSize(128);
		assertThat(new Tag("\uD83D\uDE00".repeat(64)).value()).hasSize(128);
		assertThatIllegalArgumentException().isThrownBy(() -> new Tag("a".repeat(257)))
			.withMessage("A tag must have at most 256 bytes of UTF-8 but has 257");
		assertThatIllegalArgumentException().isThrownBy(() -> new Tag("\u00E4".repeat(128) + "a"))
			.withMessageContaining("has 257");
	}

	@Test
	void theMessageNamesTheCharacterThatCannotBeShown() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Tag("a\u202Eb"))
			.withMessage("A tag must not have bidirectional controls but has U+202E");
		assertThatIllegalArgumentException().isThrownBy(() -> new Tag("a\nb"))
			.withMessage("A tag must not have control characters but has U+000A");
	}

	@Test
	void tagsThatDifferInAnyCharacterAreDifferent() {
		assertThat(new Tag("a")).isNotEqualTo(new Tag("A"))
			.isNotEqualTo(new Tag("\uFF41"))
			.isNotEqualTo(new Tag("a\u0301"));
		assertThat(new Tag("\u00E1")).isNotEqualTo(new Tag("a\u0301"));
		assertThat(new TreeSet<>(List.of(new Tag("b"), new Tag("B"), new Tag("a")))).containsExactly(new Tag("B"),
				new Tag("a"), new Tag("b"));
	}

	@ParameterizedTest
	@CsvSource({ "returns, doc:returns", "a:b.c_d-E9, doc:a:b.c_d-E9", "a b, doc:a%20b", "a/b, doc:a%2Fb",
			"a%2Fb, doc:a%252Fb", "'a,b', doc:a%2Cb", "'a;b', doc:a%3Bb", "\u00E4, doc:%C3%A4",
			"\uD83D\uDE00, doc:%F0%9F%98%80", "\u202E, doc:%E2%80%AE", "' a', doc:%20a", "*, doc:%2A" })
	void everyDocumentHasATagThatFitsInAPath(String id, String tag) {
		assertThat(Tag.ofDocument(id)).isEqualTo(new Tag(tag));
	}

	@Test
	void documentsWithTextThatNoTagMayHaveStillHaveATag() {
		assertThat(Tag.ofDocument("a\u0000\n").value()).isEqualTo("doc:a%00%0A");
		assertThat(Tag.ofDocument("").value()).isEqualTo("doc:");
	}

	@Test
	void longIdentifiersAreHashed() {
		assertThat(Tag.ofDocument("a".repeat(200)).value()).isEqualTo("doc:" + "a".repeat(200));
		assertThat(Tag.ofDocument("a".repeat(201)).value()).matches("doc:sha256:[0-9a-f]{64}");
		assertThat(Tag.ofDocument("\u00E4".repeat(34)).value()).matches("doc:sha256:[0-9a-f]{64}");
		assertThat(Tag.ofDocument("a".repeat(1_000_000)).value()).matches("doc:sha256:[0-9a-f]{64}");
	}

	@Test
	void differentIdentifiersHaveDifferentTags() {
		Map<Tag, String> seen = new HashMap<>();
		String hash = Tag.ofDocument("a".repeat(201)).value().substring("doc:".length());
		Stream<String> built = Stream.of("a", "A", "a ", " a", "a\u00A0", "a%20", "a\n", "a\u0000", "", "%", "%25",
				"\u00E4", "a\u0308", "\u00C4", "%C3%A4", "doc:a", "sha256:", "sha256:a", hash, hash.toUpperCase(),
				"\u00E4".repeat(33), "a".repeat(200), "a".repeat(201), "a".repeat(202), "sha256:" + hash);
		Stream<String> counted = Stream.iterate(0, (i) -> i + 1)
			.limit(0x3000)
			.filter((i) -> i < Character.MIN_SURROGATE)
			.map((i) -> "x" + (char) i.intValue());
		Stream.concat(built, counted).forEach((id) -> {
			String other = seen.put(Tag.ofDocument(id), id);
			assertThat(other).as("has the tag of '%s'", id).isNull();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "\uD800", "a\uDC00", "\uDC00\uD800" })
	void anIdentifierWithAnUnpairedSurrogateDoesNotShareTheTagOfAQuestionMark(String id) {
		assertThatIllegalArgumentException().isThrownBy(() -> Tag.ofDocument(id));
		assertThat(Tag.ofDocument("?").value()).isEqualTo("doc:%3F");
	}

	@Test
	void theAutomaticTagsHaveTheirOwnPrefixes() {
		Fingerprint exact = new Fingerprint("0123456789abcdef".repeat(4));
		assertThat(Tag.ofCache("faq").value()).isEqualTo("cache:faq");
		assertThat(Tag.ofModel("claude-sonnet-5").value()).isEqualTo("model:claude-sonnet-5");
		assertThat(Tag.ofModel("vendor/model@1").value()).isEqualTo("model:vendor%2Fmodel%401");
		assertThat(Tag.ofEntry(exact).value()).isEqualTo("entry:" + exact.value());
		assertThat(Tag.ofDocument("\u00E4".repeat(500)).value().getBytes(StandardCharsets.UTF_8))
			.hasSizeLessThanOrEqualTo(256);
	}

}
