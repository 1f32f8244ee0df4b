package io.github.claudecache.key;

import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.claudecache.reason.BypassReason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Promise 1, for the message: only spellings that cannot change the answer are merged.
 */
class StandardMessageNormalizerTests {

	private static final MessageNormalizer STANDARD = MessageNormalizer.standard();

	private static final MessageNormalizer FOLDING = MessageNormalizer.caseFolding();

	@Test
	void surroundingWhiteSpaceGoes() {
		assertThat(STANDARD.normalize(" \t\n Can I get a refund? \n")).isEqualTo("Can I get a refund?");
		assertThat(STANDARD.normalize(" \n ")).isEmpty();
		assertThat(STANDARD.normalize("")).isEmpty();
	}

	@Test
	void severalSpacesAreOne() {
		assertThat(STANDARD.normalize("Can  I get   a refund,    please?")).isEqualTo("Can I get a refund, please?");
	}

	@Test
	void composedAndDecomposedLettersAreTheSame() {
		assertThat(STANDARD.normalize("cafe\u0301")).isEqualTo("caf\u00E9");
		assertThat(STANDARD.normalize("\u1112\u1161\u11AB")).isEqualTo("\uD55C");
		assertThat(STANDARD.normalize("\u212B")).isEqualTo("\u00C5");
	}

	@ParameterizedTest
	@ValueSource(strings = { "def f(x):\n    return  x", "if a:\n\tb  c", "fix ```a  b```", "```\na  b\n```",
			"~~~\na  b\n~~~", "run `ls  -a`", "say \"a  b\"", "say \u201Ca  b\u201D", "say \u00ABa  b\u00BB",
			"say 'a  b'", "say \u2018a  b\u2019", "x  = 1", "a  | b", "{ a:  1 }", "echo $A  b", "a  -> b", "a \\  b",
			"# a  b", "a;  b", "one\n  two\n    three", "one\r  two", "one\u2028  two", "one\u0085  two", "one  \ntwo",
			"one\n\u00A0  two", "one\n\u3000  two", "<pre>\na  b\n</pre>" })
	void codeQuotesAndTheEdgesOfLinesKeepTheirSpaces(String message) {
		assertThat(STANDARD.normalize(message)).isEqualTo(message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a 5\" pipe and \"a  b\"", "the ` key and `a  b`", "````\n```\na  b\n```\nc  d\n````",
			"\"a\nb  c\"", "it is \"a  b", "`a  b", "```\na  b", "'a\nb  c'", "`a\nb` rest  of {line}",
			"<a>\nb  c\n</a>" })
	void marksThatDoNotPairUpLayNothingOpen(String message) {
		assertThat(STANDARD.normalize(message)).isEqualTo(message);
	}

	@Test
	void apostrophesAreNotQuotationMarks() {
		assertThat(STANDARD.normalize("It's  the dogs'  bowl, isn\u2019t  it?"))
			.isEqualTo("It's the dogs' bowl, isn\u2019t it?");
	}

	@Test
	void proseBeforeAMarkIsNormalised() {
		assertThat(STANDARD.normalize("What  does  \"a  b\"  mean?")).isEqualTo("What does \"a  b\"  mean?");
		assertThat(STANDARD.normalize("First  line\nx =  1\nlast  line")).isEqualTo("First line\nx =  1\nlast line");
	}

	@Test
	void theIndentationOfTheFirstOfSeveralLinesStays() {
		assertThat(STANDARD.normalize("\n  x: 1\n  y: 2")).isEqualTo("  x: 1\n  y: 2");
		assertThat(STANDARD.normalize("  x: 1\ny: 2")).isNotEqualTo(STANDARD.normalize("x: 1\ny: 2"));
		assertThat(STANDARD.normalize("  one line ")).isEqualTo("one line");
	}

	static Stream<String[]> apart() {
		return Stream.of(new String[] { "2\u00B2", "22" }, new String[] { "\uFF11", "1" },
				new String[] { "\uFB01ne", "fine" }, new String[] { "a\u200Bb", "ab" },
				new String[] { "a\u200Db", "ab" }, new String[] { "a\uFEFFb", "ab" }, new String[] { "a\u00ADb", "ab" },
				new String[] { "a\u00A0b", "a b" }, new String[] { "a\u00A0\u00A0b", "a\u00A0b" },
				new String[] { "\u00A0a", "a" }, new String[] { "a\u3000b", "a b" }, new String[] { "a\tb", "a b" },
				new String[] { "a\nb", "a b" }, new String[] { "a\n\nb", "a\nb" }, new String[] { "a\r\nb", "a\nb" },
				new String[] { "a\uDB40\uDC41b", "ab" }, new String[] { "\u202Eab", "ab" },
				new String[] { "Is it 10 %?", "Is it $10?" }, new String[] { "C", "c" }, new String[] { "C++", "C" },
				new String[] { "ls -a", "ls -A" }, new String[] { "refund", "refund?" },
				new String[] { "1.000", "1,000" }, new String[] { "-5", "5" }, new String[] { "\u2212", "-" },
				new String[] { "don\u2019t", "don't" }, new String[] { "\u0391", "A" },
				new String[] { "a\u0000", "a" });
	}

	@ParameterizedTest
	@MethodSource("apart")
	void whatMayChangeTheAnswerIsKeptApart(String first, String second) {
		assertThat(STANDARD.normalize(first)).isNotEqualTo(STANDARD.normalize(second));
		assertThat(FOLDING.normalize(first)).isNotEqualTo(FOLDING.normalize(second));
	}

	@Test
	void theDefaultDoesNotFoldCase() {
		assertThat(STANDARD.normalize("Can I?")).isNotEqualTo(STANDARD.normalize("can I?"));
	}

	@Test
	void foldingMergesWordsThatDifferInTheirFirstLetterOnly() {
		assertThat(FOLDING.normalize("Can I get a Refund? Please.")).isEqualTo("can I get a refund? please.");
		assertThat(FOLDING.normalize("\u00C4pfel Don't")).isEqualTo("\u00E4pfel don't");
		assertThat(FOLDING.normalize("\uD801\uDC00\uD801\uDC29")).isEqualTo("\uD801\uDC28\uD801\uDC29");
	}

	@Test
	void foldingMergesPolishAndPolishWhichIsWhyItIsAnOption() {
		assertThat(FOLDING.normalize("Is it Polish?")).isEqualTo(FOLDING.normalize("is it polish?"));
		assertThat(STANDARD.normalize("Is it Polish?")).isNotEqualTo(STANDARD.normalize("Is it polish?"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ls -A", "C", "C++", "C# or c", "US", "iPhone", "McDonald", "JavaScript", "NaN",
			"`Foo bar`", "\"Foo bar\"", "'Foo bar'", "Foo()", "Foo.bar", "foo.Bar", "Foo_bar", "Foo-bar", "-Foo",
			"Foo: x", "Foo; x", "x = Foo", "```\nFoo\n```", "~~~\nFoo\n~~~", "one\n    Foo", "one\n\tFoo", "a/Foo",
			"@Foo", "Foo1", "5Foo", "<b>\nFoo\n</b>" })
	void foldingTouchesNothingButWords(String message) {
		assertThat(FOLDING.normalize(message)).isEqualTo(message);
	}

	@Test
	void foldingMergesNoLettersThatHaveDifferentCapitals() {
		assertThat(FOLDING.normalize("\u0130lim")).isEqualTo("\u0130lim");
		assertThat(FOLDING.normalize("\u1E9Eab")).isEqualTo("\u1E9Eab");
		assertThat(FOLDING.normalize("\u01C5ab")).isEqualTo("\u01C5ab");
	}

	@Test
	void foldingALetterWhoseLowerCaseFormComposesIsIdempotent() {
		String once = FOLDING.normalize("J\u030Cabc");
		assertThat(FOLDING.normalize(once)).isEqualTo(once);
	}

	@ParameterizedTest
	@ValueSource(strings = { "en", "tr", "az", "lt" })
	void theDefaultLocaleDoesNotChangeFolding(String language) {
		Locale before = Locale.getDefault();
		try {
			Locale.setDefault(Locale.forLanguageTag(language));
			assertThat(FOLDING.normalize("Is It In Istanbul? \u00CCt is.")).isEqualTo("is it in istanbul? \u00ECt is.");
		}
		finally {
			Locale.setDefault(before);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\uD800", "\uDC00", "a\uD800b", "\uDC00\uD800", "text \uD83D" })
	void anUnpairedSurrogateHasNoKey(String message) {
		assertThatExceptionOfType(UnkeyableException.class).isThrownBy(() -> STANDARD.normalize(message))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(BypassReason.TEXT_INVALID));
	}

	@Test
	void thirtyMarksInARowAreTextAndOneMoreIsNot() {
		assertThat(STANDARD.normalize("e" + "\u0301".repeat(30))).hasSize(30);
		assertThatExceptionOfType(UnkeyableException.class)
			.isThrownBy(() -> STANDARD.normalize("e" + "\u0301".repeat(31)))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(BypassReason.REQUEST_TOO_LARGE));
	}

	@Test
	void aMessageAboveTheLimitHasNoKey() {
		assertThat(STANDARD.normalize("a".repeat(2 * 1024 * 1024))).hasSize(2 * 1024 * 1024);
		assertThatExceptionOfType(UnkeyableException.class)
			.isThrownBy(() -> STANDARD.normalize("a".repeat(2 * 1024 * 1024 + 1)))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(BypassReason.REQUEST_TOO_LARGE));
	}

	@Test
	void whyThereIsNoKeyIsSaidWithoutTheText() {
		assertThatExceptionOfType(UnkeyableException.class).isThrownBy(() -> STANDARD.normalize("hush\uD800"))
			.withMessageNotContaining("hush");
	}

}
