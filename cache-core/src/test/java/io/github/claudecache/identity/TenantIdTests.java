package io.github.claudecache.identity;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TenantIdTests {

	@ParameterizedTest
	@ValueSource(strings = { "acme", "a:", "A", "\uFF41", "a,b", "t*", "t[1]", "{a}", "a b", "\u5317\u4EAC" })
	void isTakenLiterally(String value) {
		assertThat(new TenantId(value).value()).isEqualTo(value);
		assertThat(new TenantId(value)).hasToString(value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\n", "\u00A0", " acme", "acme ", "acme\t", "acme\u00A0", "\u2007acme", "a\u0000",
			"a\u0000b", "a\nb", "a\u202Eb", "a\u2067b", "\uD800", "a\uDFFF" })
	void refusesWhatCannotBeToldApartOnOneLine(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> new TenantId(value))
			.withMessageStartingWith("A tenant must");
	}

	@Test
	void hasAtMost256Bytes() {
		assertThat(new TenantId("a".repeat(256)).value()).hasSize(256);
		assertThatIllegalArgumentException().isThrownBy(() -> new TenantId("a".repeat(257)));
		assertThatIllegalArgumentException().isThrownBy(() -> new TenantId("a".repeat(1_000_000)));
	}

	@Test
	void tenantsThatDifferInAnyCharacterAreDifferent() {
		List<String> values = List.of("a", "A", "a:", ":a", "\uFF41", "\u00E1", "a\u0301", "default", "Default");
		Set<TenantId> tenants = new HashSet<>();
		values.forEach((value) -> tenants.add(new TenantId(value)));
		assertThat(tenants).hasSameSizeAs(values);
	}

	@Test
	void anApplicationWithOneTenantHasTheDefaultOne() {
		assertThat(TenantId.DEFAULT).isEqualTo(new TenantId("default"));
	}

}
