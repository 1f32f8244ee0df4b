package io.github.claudecache.actuate;

import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * What arrives must be what the caller wrote.
 */
class RequestLineTests {

	@ParameterizedTest
	@CsvSource({ "/actuator/claudecachetags/a, a", "/actuator/claudecachetags/doc%3Areturns, doc:returns",
			"/actuator/claudecachetags/doc:returns, doc:returns", "/x;y/claudecachetags;z/a, a", "a, a" })
	void aSelectorThatIsTheLastSegmentIsTrusted(String path, String selector) {
		assertThatNoException()
			.isThrownBy(() -> RequestLine.requireSelector(new RequestLine(path, Map.of()), selector));
	}

	@ParameterizedTest
	@CsvSource({ "/tags/a;b, a", "/tags/a;, a", "/tags/a, b", "/tags/a%3Bb, a", "/tags/a%, a", "/tags/a%zz, a",
			"/tags/a/, a", "/tags/, a", "/tags/.., ..", "/tags/., .", "/tags/A, a", "/tags/%61%00, a" })
	void aSelectorThatIsNotIsRefused(String path, String selector) {
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> RequestLine.requireSelector(new RequestLine(path, Map.of()), selector));
	}

	@Test
	void onAServerThatHidesTheRequestNoSelectorIsTrusted() {
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> RequestLine.requireSelector(null, "a"));
	}

	@Test
	void parametersAreKnownAndGivenOnce() {
		assertThatNoException().isThrownBy(
				() -> RequestLine.requireParameters(new RequestLine("/", Map.of("tenant", 1)), Set.of("tenant")));
		assertThatExceptionOfType(InvalidEndpointRequestException.class).isThrownBy(
				() -> RequestLine.requireParameters(new RequestLine("/", Map.of("tenant", 2)), Set.of("tenant")));
		assertThatExceptionOfType(InvalidEndpointRequestException.class).isThrownBy(
				() -> RequestLine.requireParameters(new RequestLine("/", Map.of("dryRun", 1)), Set.of("tenant")));
	}

}
