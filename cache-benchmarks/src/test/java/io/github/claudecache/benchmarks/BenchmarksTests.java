package io.github.claudecache.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.claudecache.request.ClaudeRequest;

import static org.assertj.core.api.Assertions.assertThat;

class BenchmarksTests {

	private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

	private final List<String> given = new ArrayList<>();

	private final Benchmarks benchmarks = new Benchmarks(List.of(new JmhCommand(), new Recording()),
			new PrintStream(this.printed, true, StandardCharsets.UTF_8));

	@Test
	void withoutACommandItSaysWhichThereAre() throws Exception {
		assertThat(this.benchmarks.run(new String[0])).isEqualTo(2);
		assertThat(printed()).contains("Usage: java -jar benchmarks.jar <command> [arguments]", "  jmh  ",
				"  record  remembers its arguments");
	}

	@Test
	void anUnknownCommandIsNamed() throws Exception {
		assertThat(this.benchmarks.run(new String[] { "JMH", "-h" })).isEqualTo(2);
		assertThat(printed()).contains("There is no command 'JMH'.", "Usage:");
	}

	@Test
	void aCommandGetsTheArgumentsBehindItsNameAndDecidesTheExitCode() throws Exception {
		assertThat(this.benchmarks.run(new String[] { "record", "a", "record" })).isEqualTo(7);
		assertThat(this.given).containsExactly("a", "record");
		assertThat(printed()).isEmpty();
	}

	@Test
	void requestsHaveTheSizesTheyAreNamedAfter() {
		assertThat(Requests.SMALL.request().message()).hasSize(200);
		assertThat(Requests.TYPICAL.texts().length()).isBetween(7_000, 10_000);
		assertThat(Requests.LARGE.request()).extracting(ClaudeRequest::message).asString().hasSize(1024 * 1024);
	}

	private String printed() {
		return this.printed.toString(StandardCharsets.UTF_8);
	}

	/**
	 * Remembers its arguments.
	 */
	private final class Recording implements Command {

		@Override
		public String name() {
			return "record";
		}

		@Override
		public String summary() {
			return "remembers its arguments";
		}

		@Override
		public int run(String[] arguments) {
			BenchmarksTests.this.given.addAll(List.of(arguments));
			return 7;
		}

	}

}
