package io.github.claudecache.key;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class NamespaceTests {

	@Test
	void theDefaultIsVersionThree() {
		assertThat(Namespace.DEFAULT.versioned()).isEqualTo("claude:resp:v3:");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "0", "claude:resp", "shop.eu_west-1:claude" })
	void aPrefixIsPlainLowerCaseText(String prefix) {
		assertThat(new Namespace(prefix, 1).versioned()).isEqualTo(prefix + ":v1:");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", " ", ":a", "-a", "A", "a*", "a?", "[a]", "{a}", "${HOSTNAME}", "a b", "a\n", "\u00E4" })
	void anythingThatChangesTheMeaningOfAKeyIsRefused(String prefix) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Namespace(prefix, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new Namespace("a".repeat(65), 1));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, 10_000, Integer.MAX_VALUE, Integer.MIN_VALUE })
	void aVersionIsBetween1And9999(int version) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Namespace("a", version))
			.withMessageContaining("between 1 and 9999 but is " + version);
	}

	@Test
	void differentNamespacesHaveDifferentTexts() {
		assertThat(new Namespace("a:v1", 2).versioned()).isNotEqualTo(new Namespace("a", 1).versioned());
		assertThat(new Namespace("a", 12).versioned()).isNotEqualTo(new Namespace("a", 1).versioned());
	}

}
