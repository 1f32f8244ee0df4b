package io.github.claudecache.identity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FingerprintTests {

	private static final String DIGITS = "0123456789abcdef".repeat(4);

	@Test
	void is64LowerCaseHexadecimalDigits() {
		assertThat(new Fingerprint(DIGITS)).hasToString(DIGITS).isEqualTo(new Fingerprint(DIGITS));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "0", "0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
			"g123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
			"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
			"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0",
			"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n",
			"\uFF10123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" })
	void nothingElseIs(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Fingerprint(value));
	}

}
