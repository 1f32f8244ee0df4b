package io.github.claudecache.key;

import java.text.Normalizer;
import java.util.regex.Pattern;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Promise 1, for any message: normalising takes away spaces and nothing else, and none
 * where they may matter.
 */
class MessageNormalizerPropertyTests {

	private static final int TRIES = 50_000;

	private static final MessageNormalizer STANDARD = MessageNormalizer.standard();

	private static final MessageNormalizer FOLDING = MessageNormalizer.caseFolding();

	private static final Pattern FIRST_MARK = Pattern.compile("[`\"<>\u201C]|~~~");

	@Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
	void normalisingTwiceIsNormalisingOnce(@ForAll("messages") String message) {
		String once = STANDARD.normalize(message);
		assertThat(STANDARD.normalize(once)).isEqualTo(once);
		String folded = FOLDING.normalize(message);
		assertThat(FOLDING.normalize(folded)).isEqualTo(folded);
	}

	@Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
	void nothingButSpacesGoesAway(@ForAll("messages") String message) {
		String composed = Normalizer.normalize(message, Normalizer.Form.NFC).strip();
		String normalized = STANDARD.normalize(message);
		assertThat(normalized.replace(" ", "").strip()).isEqualTo(composed.replace(" ", "").strip());
		assertThat(normalized.chars().filter((c) -> c == '\n').count())
			.isEqualTo(composed.chars().filter((c) -> c == '\n').count());
		assertThat(normalized.replaceAll(" +", " ").strip()).isEqualTo(composed.replaceAll(" +", " ").strip());
	}

	@Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
	void fromTheFirstMarkOnNothingIsTouched(@ForAll("messages") String message) {
		String composed = Normalizer.normalize(message, Normalizer.Form.NFC).stripTrailing();
		var mark = FIRST_MARK.matcher(composed);
		if (mark.find() && (!mark.group().equals("~~~") || composed.substring(0, mark.start()).isBlank())) {
			String verbatim = composed.substring(mark.start());
			assertThat(STANDARD.normalize(message)).endsWith(verbatim);
			assertThat(FOLDING.normalize(message)).endsWith(verbatim);
		}
	}

	@Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
	void foldingChangesCaseAndNothingElse(@ForAll("messages") String message) {
		assertThat(FOLDING.normalize(message)).isEqualToIgnoringCase(STANDARD.normalize(message));
	}

	@Provide
	Arbitrary<String> messages() {
		return Arbitraries
			.of(" ", "  ", "   ", "\n", "\r\n", "\r", "\t", "\u00A0", "\u2028", "\u3000", "\"", "'", "`", "```", "~~~",
					"\u201C", "<", ">", "{", "=", ";", ":", ".", "?", "-", "a", "the", "Can", "Foo", "It's", "dogs'",
					"US", "J\u030Cab", "J", "\u030C", "\u0301", "e", "\u0130ab", "\u00C9", "\u1112", "\u1161", "\u11AB",
					"\u0344", "\u212B", "\u1FEF", "\uD801\uDC00\uD801\uDC28", "\u01C5a", "\u1E9Ea", "5", "\u0000")
			.list()
			.ofMaxSize(12)
			.map((parts) -> String.join("", parts));
	}

}
