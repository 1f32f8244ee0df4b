package io.github.claudecache.benchmarks.speed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.claudecache.benchmarks.speed.server.MeasuredRedis;
import io.github.claudecache.benchmarks.speed.server.RedisAddress;

import static org.assertj.core.api.Assertions.assertThat;

class SpeedCommandTests {

	private static final List<String> HITS = List.of("hit-2KB-1t", "hit-2KB-8t", "hit-2KB-64t", "hit-20KB-1t",
			"hit-20KB-8t", "hit-20KB-64t");

	private static final List<String> INVALIDATIONS = List.of("invalidate-1000", "invalidate-10000");

	@TempDir
	Path directory;

	private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

	private final SpeedCommand command = new SpeedCommand(new PrintStream(this.printed, true, StandardCharsets.UTF_8));

	@Test
	void aQuickRunMeasuresEverySideInEveryCaseAndLeavesNothingBehind() throws IOException {
		Path json = this.directory.resolve("new/out.json");
		Path page = this.directory.resolve("docs/performance.md");
		try (TestRedis redis = new TestRedis()) {
			int code = run("--redis", redis.address(), "--json", json.toString(), "--quick", "--write-docs",
					"--markdown", page.toString());
			assertThat(code).as(printed()).isZero();
			try (MeasuredRedis after = MeasuredRedis.connect(RedisAddress.parse(redis.address()))) {
				assertThat(after.size()).isZero();
			}
		}
		List<JsonNode> measurements = StreamSupport
			.stream(JsonMapper.builder().build().readTree(json.toFile()).spliterator(), false)
			.toList();
		assertThat(measurements)
			.allSatisfy((measurement) -> assertThat(List.of("p50Micros", "p99Micros", "opsPerSecond"))
				.allSatisfy((figure) -> assertThat(measurement.path(figure).asDouble()).isPositive()))
			.allSatisfy((measurement) -> assertThat(measurement.path("p99Micros").asDouble())
				.isGreaterThanOrEqualTo(measurement.path("p50Micros").asDouble()));
		HITS.forEach((name) -> assertThat(sides(measurements, name)).containsExactly("bare-get", "claude-cache",
				"spring-cache", "jetcache", "redisson"));
		INVALIDATIONS.forEach((name) -> assertThat(sides(measurements, name)).containsExactly("bare-set",
				"claude-cache", "smembers-unlink", "spring-clear"));
		assertThat(measurements).filteredOn((measurement) -> measurement.path("case").asString().startsWith("inv"))
			.filteredOn((measurement) -> !measurement.path("side").asString().equals("bare-set"))
			.allSatisfy((measurement) -> assertThat(measurement.path("worstStallMillis").asDouble()).isPositive())
			.allSatisfy((measurement) -> assertThat(measurement.path("idleWorstStallMillis").asDouble()).isPositive());
		assertThat(Files.readString(page))
			.contains("| 20KB-64t | claude-cache | ", "| 10000 | spring-clear | ", "| 2KB | bare-get | ")
			.doesNotContain("{{");
	}

	@Test
	void withoutAServerItSaysSoAndFails() throws IOException {
		int port = TestRedis.freePort();
		assertThat(run("--redis", "localhost:" + port)).isEqualTo(1);
		assertThat(printed()).contains("No Redis answers at localhost:" + port);
	}

	@Test
	void withoutAnAddressItSaysWhatIsMissing() throws IOException {
		assertThat(run("--json", "out.json")).isEqualTo(1);
		assertThat(printed()).contains("--redis HOST:PORT", "Usage: java -jar benchmarks.jar speed");
	}

	@Test
	void anAddressWithoutAPortIsRefused() throws IOException {
		assertThat(run("--redis", "localhost")).isEqualTo(1);
		assertThat(printed()).contains("not 'localhost'");
	}

	@Test
	void aMisspeltOptionIsNamed() throws IOException {
		assertThat(run("--redis", "localhost:1", "--jsn", "out.json")).isEqualTo(1);
		assertThat(printed()).contains("There is no option '--jsn'.");
	}

	@Test
	void thePageIsWrittenOnlyWhenAskedFor() {
		assertThat(SpeedOptions.parse("--redis", "localhost:1", "--markdown", "page.md").page()).isNull();
		assertThat(SpeedOptions.parse("--redis", "localhost:1", "--write-docs").page())
			.isEqualTo(Path.of("docs/performance.md"));
	}

	private static List<String> sides(List<JsonNode> measurements, String name) {
		return measurements.stream()
			.filter((measurement) -> measurement.path("case").asString().equals(name))
			.map((measurement) -> measurement.path("side").asString())
			.toList();
	}

	private int run(String... arguments) throws IOException {
		return this.command.run(arguments);
	}

	private String printed() {
		return this.printed.toString(StandardCharsets.UTF_8);
	}

}
