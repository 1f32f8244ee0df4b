package io.github.claudecache.actuate;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Text from outside in a log.
 */
class QuotedTests {

	private static final String[] PIECES = { "\r", "\n", "\u0000", "\u001b[2J", "\u0085", "\u2028", "\u2029", "\u202e",
			"\u2066", "\u200b", "\ufeff", "\"", "\\", "\\n", "\ud800", "\udc00", "\udb40\udc41", " INFO forged",
			"\" by=\"root", "tag", "ä", "日本" };

	@Test
	void noneOfTenThousandNamesForgesALineOrAField() {
		Random random = new Random(20261123);
		for (int i = 0; i < 10_000; i++) {
			StringBuilder name = new StringBuilder();
			for (int pieces = 1 + random.nextInt(12); pieces > 0; pieces--) {
				name.append(random.nextInt(4) == 0 ? new String(Character.toChars(random.nextInt(0x110000)))
						: PIECES[random.nextInt(PIECES.length)]);
			}
			String quoted = Quoted.of(name.toString());
			assertThat(quoted.lines()).hasSize(1);
			assertThat(quoted).startsWith("\"").endsWith("\"").doesNotContainPattern("[\\p{C}\\p{Zl}\\p{Zp}]");
			assertThat(withoutEscapes(quoted.substring(1, quoted.length() - 1))).doesNotContain("\"", "\\");
		}
	}

	@Test
	void whatCanBeReadStaysAsItIs() {
		assertThat(Quoted.of("doc:Rückgabe 日本 𝔘")).isEqualTo("\"doc:Rückgabe 日本 𝔘\"");
	}

	@Test
	void aLongTextIsCut() {
		assertThat(Quoted.of("x".repeat(10_000))).hasSizeLessThan(300).endsWith("\\...\"");
	}

	private static String withoutEscapes(String quoted) {
		return quoted.replaceAll("\\\\(\\\\|\"|u\\{[0-9A-F]+})", "");
	}

}
