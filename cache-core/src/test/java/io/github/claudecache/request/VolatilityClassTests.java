package io.github.claudecache.request;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.claudecache.freshness.VolatilityClass;
import io.github.claudecache.identity.Fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class VolatilityClassTests {

	private static final Fingerprint LOWEST = new Fingerprint("0".repeat(64));

	private static final Fingerprint HIGHEST = new Fingerprint("f".repeat(64));

	@ParameterizedTest
	@CsvSource({ "static, P7D", "reference, PT24H", "dynamic, PT10M", "live, PT0S" })
	void theBuiltInClassesAreThoseOfTheDocumentation(String name, Duration ttl) {
		assertThat(VolatilityClass.BUILT_IN).filteredOn((each) -> each.name().equals(name))
			.singleElement()
			.satisfies((found) -> {
				assertThat(found.ttl()).isEqualTo(ttl);
				assertThat(found.stored()).isEqualTo(!ttl.isZero());
			});
		assertThat(VolatilityClass.BUILT_IN).hasSize(4);
	}

	@ParameterizedTest
	@ValueSource(doubles = { -0.0001, 0.5001, 1, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY })
	void refusesAJitterOutOfRange(double jitter) {
		assertThatIllegalArgumentException().isThrownBy(() -> new VolatilityClass("c", Duration.ofDays(1), jitter))
			.withMessageContaining("between 0 and 0.5 but is " + jitter);
	}

	@Test
	void theSoftCeilingIsThreeQuartersOfTheTtlUnlessItIsGiven() {
		VolatilityClass standard = new VolatilityClass("c", Duration.ofHours(4), 0);
		assertThat(standard.old(Duration.ofHours(3))).isFalse();
		assertThat(standard.old(Duration.ofHours(3).plusNanos(1))).isTrue();
		assertThat(new VolatilityClass("c", Duration.ofHours(4), 0, Duration.ofHours(1)).old(Duration.ofHours(2)))
			.isTrue();
		assertThat(VolatilityClass.BUILT_IN).allMatch((builtIn) -> builtIn.stored() || builtIn.softCeiling().isZero());
		for (Duration ceiling : List.of(Duration.ZERO, Duration.ofHours(-1), Duration.ofHours(4).plusNanos(1))) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> new VolatilityClass("c", Duration.ofHours(4), 0, ceiling));
		}
	}

	@Test
	void refusesABlankNameAndANegativeTtl() {
		assertThatIllegalArgumentException().isThrownBy(() -> new VolatilityClass(" ", Duration.ofDays(1), 0));
		assertThatIllegalArgumentException().isThrownBy(() -> new VolatilityClass("c", Duration.ofNanos(-1), 0))
			.withMessageContaining("'c'");
	}

	@Test
	void jitterOnlyShortensAndNeverByMoreThanItsShare() {
		VolatilityClass half = new VolatilityClass("c", Duration.ofHours(1), 0.5);
		assertThat(half.ttlOf(LOWEST)).isEqualTo(Duration.ofHours(1));
		assertThat(half.ttlOf(HIGHEST)).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(30).plusMillis(1));
		assertThat(new VolatilityClass("c", Duration.ofHours(1), 0).ttlOf(HIGHEST)).isEqualTo(Duration.ofHours(1));
		Random random = new Random(42);
		long shortest = Long.MAX_VALUE;
		long longest = 0;
		VolatilityClass tenth = new VolatilityClass("c", Duration.ofHours(1), 0.1);
		for (int i = 0; i < 10_000; i++) {
			byte[] digest = new byte[32];
			random.nextBytes(digest);
			long millis = tenth.ttlOf(new Fingerprint(HexFormat.of().formatHex(digest))).toMillis();
			shortest = Math.min(shortest, millis);
			longest = Math.max(longest, millis);
		}
		assertThat(shortest).isBetween(3_240_000L, 3_241_000L);
		assertThat(longest).isBetween(3_599_000L, 3_600_000L);
	}

	@Test
	void theSameEntryHasTheSameTtlOnEveryNode() {
		VolatilityClass one = new VolatilityClass("c", Duration.ofDays(7), 0.1);
		VolatilityClass other = new VolatilityClass("c", Duration.ofDays(7), 0.1);
		Fingerprint fingerprint = new Fingerprint("80000000" + "0".repeat(56));
		assertThat(one.ttlOf(fingerprint)).isEqualTo(other.ttlOf(fingerprint))
			.isEqualTo(Duration.ofDays(7).minusMillis(30_240_000));
	}

}
