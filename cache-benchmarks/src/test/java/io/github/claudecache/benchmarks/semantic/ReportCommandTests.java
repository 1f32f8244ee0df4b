package io.github.claudecache.benchmarks.semantic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The report on a few questions, with the real embedder.
 */
class ReportCommandTests {

	private static final String PAIR = """
			{"id":"1","a":"Where is my parcel?","b":"Where is my parcel?","same_answer":true}
			""";

	private static final String REQUEST = """
			{"seq":1,"t_ms":1,"tenant":"acme","locale":"en","text":"Where is my parcel?","doc_id":"doc:1","class_id":"parcel","answer_key":"1"}
			""";

	@TempDir
	private Path directory;

	private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

	private final ByteArrayOutputStream problems = new ByteArrayOutputStream();

	@Test
	void everybodyIsInOneTableAndOnThePage() throws IOException {
		Path pairs = write("pairs.jsonl",
				"""
						{"id":"p1","group":"g1","family":"para/verb","hazard":"negation","a":"How can I reset my password?","b":"How do I reset my password?","same_answer":true}
						{"id":"p2","group":"g2","family":"para/equal","a":"Where is my parcel?","b":"Where is my parcel?","same_answer":true}
						{"id":"t1","group":"g3","family":"trap/negation","a":"Does the Pro plan include SSO?","b":"Does the Pro plan not include SSO?","same_answer":false}
						""");
		Path onPairs = write("on-pairs.jsonl", """
				{"id":"p1","hit":false,"score":0.4}
				{"id":"p2","hit":true,"score":1}
				{"id":"t1","hit":true,"score":0.9}
				""");
		Path trace = write("trace.jsonl",
				"""
						{"seq":1,"t_ms":1000,"tenant":"acme","locale":"en-GB","text":"How can I reset my password?","doc_id":"doc:password","class_id":"password","answer_key":"acme|0"}
						{"seq":2,"t_ms":2000,"tenant":"acme","locale":"en-GB","text":"How do I reset my password?","doc_id":"doc:password","class_id":"password","answer_key":"acme|0"}
						{"seq":3,"t_ms":3000,"tenant":"globex","locale":"en-GB","text":"How do I reset my password?","doc_id":"doc:password","class_id":"password","answer_key":"globex|0"}
						{"seq":4,"t_ms":4000,"tenant":"acme","locale":"de-DE","text":"How do I reset my password?","doc_id":"doc:password","class_id":"password","answer_key":"acme|0"}
						{"seq":5,"t_ms":6000,"tenant":"acme","locale":"en-GB","text":"How do I reset my password?","doc_id":"doc:password","class_id":"password","answer_key":"acme|1"}
						""");
		Path updates = write("updates.jsonl", """
				{"t_ms":5000,"type":"source_update","tenant":"acme","doc_id":"doc:password","new_version":1}
				""");
		Path onTrace = write("on-trace.jsonl", """
				{"seq":1,"from":null}
				{"seq":2,"from":1,"tier":"semantic"}
				{"seq":3,"from":1,"tier":"semantic"}
				{"seq":4,"from":1,"tier":"semantic"}
				{"seq":5,"from":1,"tier":"semantic"}
				""");

		assertThat(run("--pairs", pairs.toString(), "--trace", trace.toString(), updates.toString(), "--peer",
				"other=" + onPairs, "other=" + onTrace))
			.isZero();

		// One of one trap and one of two rewordings; of five requests one is served
		// another
		// tenant's answer and one a stale one, in four hits; two of the ideal hits are
		// two.
		assertThat(rows()).contains(
				"other 100.0 20.7-100.0 100.0-100.0 50.0 9.5-90.5 0.0-100.0 40.00 11.76-76.93 40.00-40.00 50.00 100.0 1 1 1")
			.anyMatch((row) -> row
				.startsWith("cosine 0.90 100.0 20.7-100.0 100.0-100.0 100.0 34.2-100.0 100.0-100.0 0.00"))
			.anyMatch((row) -> row.startsWith(
					"ours, strict 0.0 0.0-79.3 0.0-0.0 100.0 34.2-100.0 100.0-100.0 0.00 0.00-43.45 0.00-0.00 0.00 50.0 0 0 0"))
			.anyMatch((row) -> row.startsWith("curve of other at 50 % kept 0.0 50.0"));
		assertThat(page())
			.contains("report \\\n      --pairs pairs.jsonl \\\n      --trace trace.jsonl updates.jsonl \\\n"
					+ "      --peer other=on-pairs.jsonl \\\n      --peer other=on-trace.jsonl\n")
			.doesNotContain(this.directory.toString())
			.contains("`pairs.jsonl`: 3 pairs, of which 2 must hit and 1 must miss, in 3 groups",
					"`trace.jsonl` with `updates.jsonl`: 5 requests", "and 1 updates")
			.contains("| other | 100.0 | 20.7-100.0 | 100.0-100.0 | 50.0 | 9.5-90.5 | 0.0-100.0 |",
					"| other | 40.00 | 11.76-76.93 | 40.00-40.00 | 50.00 | 100.0 | 1 | 1 | 1 |",
					"| trap/negation | 1 | 0.0 (0-79) | 0.0 (0-79) |", "| negation | 1 | 100.0 (21-100) |")
			.contains("too few groups", "(false-hit-report-pairs.svg)", "(false-hit-report-trace.svg)");
		assertThat(file("false-hit-report-pairs.svg")).content()
			.startsWith("<svg")
			.contains(">other<", ">cosine 0.90<");
		assertThat(file("false-hit-report-trace.svg")).content()
			.startsWith("<svg")
			.contains(">other<", ">ours, strict<");
	}

	@Test
	void withoutArgumentsTheProjectsOwnPairsAreMeasured() throws IOException {
		assertThat(run()).isZero();
		assertThat(rows()).anyMatch((row) -> row.startsWith("cosine 0.80 "))
			.anyMatch((row) -> row.startsWith("ours, strict "))
			.anyMatch((row) -> row.startsWith("ours, strict, out of fold "))
			.anyMatch((row) -> row.startsWith("curve of ours, out of fold at 60 % kept "));
		assertThat(page())
			.contains("The project's own pairs: ", "the part on a trace is left out",
					"No decisions of peers were given", "| reported | ", "| negation | ")
			.doesNotContain("## On a trace");
		assertThat(file("false-hit-report-pairs.svg")).exists();
		assertThat(file("false-hit-report-trace.svg")).doesNotExist();
	}

	@Test
	void aPeerThatDecidedAboutOtherThingsIsLeftOutAndNamed() throws IOException {
		Path pairs = write("pairs.jsonl", PAIR + PAIR.replace("\"1\"", "\"2\""));
		Path some = write("some.jsonl", "{\"id\":\"1\",\"hit\":true}");
		Path others = write("others.jsonl", "{\"id\":\"else\",\"hit\":true}");
		Path onTrace = write("on-trace.jsonl", "{\"seq\":1,\"from\":null}");
		assertThat(run("--pairs", pairs.toString(), "--peer", "some=" + some, "others=" + others, "late=" + onTrace))
			.isZero();
		assertThat(rows()).anyMatch((row) -> row.startsWith("some - 0.0-100.0 0.0-100.0 50.0 "))
			.noneMatch((row) -> row.startsWith("others -"));
		assertThat(page()).contains("some has decided about 1 of 2 pairs; the others count as not served",
				"others has decided about none of these pairs", "late has decided about a trace, and is left out");
	}

	@ParameterizedTest
	@MethodSource
	void whatCannotBeReadIsSaidWithFileAndLine(String option, String lines, String problem) throws IOException {
		Path file = write("bad.jsonl", lines);
		String value = option.equals("--peer") ? "other=" + file : file.toString();
		assertThat(run(option, value)).isEqualTo(1);
		assertThat(this.problems.toString(StandardCharsets.UTF_8).strip()).startsWith(file + problem);
		assertThat(this.printed.toString(StandardCharsets.UTF_8)).isEmpty();
	}

	static Stream<Arguments> whatCannotBeReadIsSaidWithFileAndLine() {
		return Stream.of(arguments("--pairs", PAIR + "\nnonsense\n", ", line 3: this is not JSON: "),
				arguments("--pairs", PAIR + "[]\n", ", line 2: this is not a JSON object"),
				arguments("--pairs", "{\"id\":\"1\",\"a\":\"x\",\"same_answer\":true}",
						", line 1: the field 'b' is missing"),
				arguments("--pairs", PAIR.replace("true", "\"yes\""),
						", line 1: the field 'same_answer' must be true or false"),
				arguments("--pairs", PAIR + PAIR, ", line 2: there is another pair with the id '1'"),
				arguments("--pairs", "\n", ": there is nothing in it"),
				arguments("--trace", REQUEST.replace("\"seq\":1", "\"seq\":\"one\""),
						", line 1: the field 'seq' must be a whole number"),
				arguments("--trace", REQUEST.replace("\"answer_key\":\"1\"", "\"key\":1"),
						", line 1: the field 'answer_key' is missing"),
				arguments("--trace", REQUEST + REQUEST, ", line 2: there is another request with the seq 1"),
				arguments("--peer", "{\"id\":\"1\"}", ", line 1: the field 'hit' is missing"),
				arguments("--peer", "{\"seq\":1}", ", line 1: the field 'from' is missing"),
				arguments("--peer", "{\"seq\":1,\"from\":2}", ", line 1: request 1 cannot have been served"),
				arguments("--peer", "{\"answer\":1}", ", line 1: this is a decision neither about a pair"));
	}

	@Test
	void aFileThatIsNotThereIsNamed() throws IOException {
		Path missing = this.directory.resolve("missing.jsonl");
		assertThat(run("--pairs", missing.toString())).isEqualTo(1);
		assertThat(this.problems.toString(StandardCharsets.UTF_8)).contains(missing + ": there is no such file");
	}

	@ParameterizedTest
	@MethodSource
	void argumentsThatMakeNoSenseAreSaid(List<String> arguments, String problem) throws IOException {
		assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);
		assertThat(this.problems.toString(StandardCharsets.UTF_8)).contains(problem, "Usage: report [--pairs");
	}

	static Stream<Arguments> argumentsThatMakeNoSenseAreSaid() {
		return Stream.of(arguments(List.of("--pears", "p"), "There is no option '--pears'."),
				arguments(List.of("--pairs"), "--pairs needs a value."),
				arguments(List.of("--trace", "a", "b", "c"), "--trace has too many values: 'c'."),
				arguments(List.of("--peer", "kmemo.jsonl"), "--peer needs NAME=DECISIONS.jsonl, not 'kmemo.jsonl'."));
	}

	private int run(String... arguments) throws IOException {
		String[] all = Stream.concat(Stream.of(arguments), Stream.of("--out", this.directory.resolve("out").toString()))
			.toArray(String[]::new);
		return new ReportCommand(new PrintStream(this.printed, true, StandardCharsets.UTF_8),
				new PrintStream(this.problems, true, StandardCharsets.UTF_8))
			.run(all);
	}

	private List<String> rows() {
		return this.printed.toString(StandardCharsets.UTF_8)
			.lines()
			.map((row) -> row.strip().replaceAll(" +", " "))
			.toList();
	}

	private String page() throws IOException {
		return Files.readString(file("false-hit-report.md"));
	}

	private Path file(String name) {
		return this.directory.resolve("out").resolve(name);
	}

	private Path write(String name, String lines) throws IOException {
		return Files.writeString(this.directory.resolve(name), lines);
	}

}
