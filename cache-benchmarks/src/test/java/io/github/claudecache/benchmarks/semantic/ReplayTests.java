package io.github.claudecache.benchmarks.semantic;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The replays decide as a cache in production does, with the real embedder.
 */
class ReplayTests {

	private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void pairsAreAskedInEitherDirection(boolean reverse) throws IOException {
		Path pairs = write("pairs.jsonl",
				"""
						{"id":"same","a":"How can I reset my password?","b":"How do I reset my password?","same_answer":true}
						{"id":"not","a":"Does the Pro plan include SSO?","b":"Does the Pro plan not include SSO?","same_answer":false}
						{"id":"equal","a":"Where is my parcel?","b":"Where is my parcel?","same_answer":true}
						""");
		Path out = this.directory.resolve("decisions.jsonl");
		String[] arguments = reverse ? new String[] { pairs.toString(), "--out", out.toString(), "--reverse" }
				: new String[] { pairs.toString(), "--out", out.toString(), "--preset", "balanced" };

		assertThat(new PairsCommand(NOWHERE).run(arguments)).isZero();

		List<String> lines = Files.readAllLines(out);
		assertThat(lines).hasSize(3);
		assertThat(lines.get(0)).startsWith("{\"id\":\"same\",\"hit\":true,\"score\":0.")
			.endsWith("\"vetoedBy\":null}");
		assertThat(lines.get(1)).startsWith("{\"id\":\"not\",\"hit\":false,").contains("\"vetoedBy\":\"negation\"");
		assertThat(lines.get(2)).startsWith("{\"id\":\"equal\",\"hit\":true,\"score\":1");
	}

	@Test
	void traceIsServedFromEarlierRequestsOfTheTenantUntilTheSourceIsUpdated() throws IOException {
		Path trace = write("trace.jsonl",
				"""
						{"seq":1,"t_ms":1000,"tenant":"acme","locale":"en-GB","text":"How can I reset my password?","doc_id":"doc:password"}
						{"seq":2,"t_ms":2000,"tenant":"acme","locale":"en-GB","text":"How can I reset my password?","doc_id":"doc:password"}
						{"seq":3,"t_ms":3000,"tenant":"acme","locale":"en-GB","text":"How do I reset my password?","doc_id":"doc:password"}
						{"seq":4,"t_ms":4000,"tenant":"globex","locale":"en-GB","text":"How do I reset my password?","doc_id":"doc:password"}
						{"seq":5,"t_ms":6000,"tenant":"acme","locale":"en-GB","text":"How do I reset my password?","doc_id":"doc:password"}
						{"seq":6,"t_ms":7000,"tenant":"acme","locale":"en-GB","text":"How can I reset my password?","doc_id":"doc:password"}
						""");
		Path updates = write("updates.jsonl", """
				{"t_ms":5000,"type":"source_update","tenant":"acme","doc_id":"doc:password","new_version":1}
				""");
		Path out = this.directory.resolve("served.jsonl");

		assertThat(new TraceCommand(NOWHERE)
			.run(new String[] { trace.toString(), updates.toString(), "--out", out.toString() })).isZero();

		assertThat(out).content().isEqualTo("""
				{"seq":1,"from":null,"tier":"miss"}
				{"seq":2,"from":1,"tier":"exact"}
				{"seq":3,"from":1,"tier":"semantic"}
				{"seq":4,"from":null,"tier":"miss"}
				{"seq":5,"from":null,"tier":"miss"}
				{"seq":6,"from":5,"tier":"semantic"}
				""");
	}

	@Test
	void whatCannotBeReplayedIsSaid() throws IOException {
		assertThat(new PairsCommand(NOWHERE).run(new String[] { "pairs.jsonl" })).isEqualTo(2);
		assertThat(new PairsCommand(NOWHERE).run(new String[] { "pairs.jsonl", "--out", "o", "--preset", "bold" }))
			.isEqualTo(2);
		assertThat(new TraceCommand(NOWHERE).run(new String[] { "trace.jsonl", "--out", "o" })).isEqualTo(2);
		String bad = write("bad.jsonl", "{\"seq\":1}\n").toString();
		assertThat(new TraceCommand(NOWHERE).run(new String[] { bad, bad, "--out", "o" })).isEqualTo(1);
	}

	private Path write(String name, String lines) throws IOException {
		return Files.writeString(this.directory.resolve(name), lines);
	}

}
