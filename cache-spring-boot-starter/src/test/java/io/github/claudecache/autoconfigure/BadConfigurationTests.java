package io.github.claudecache.autoconfigure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Starts a real application with configurations that cannot work and reads what it
 * prints: which property, which value, where it is written, what is allowed and what to
 * do.
 */
@ExtendWith(OutputCaptureExtension.class)
class BadConfigurationTests {

	private static final String TRUTH = "Allowed: true or false";

	private static final String NAMESPACE = "Allowed: 1 to 64 of a-z, 0-9, ':', '.', '_' and '-'";

	private static final String VERSION = "Allowed: a whole number, 1 to 9999";

	private static final String TTL = "Allowed: a duration with a unit, 1s to 365d";

	private static final String JITTER = "Allowed: a number, 0 to 0.5";

	private static final String MODE = "Allowed: off, shadow or serve";

	private static final String REVISION = "Allowed: 1 to 128 characters without control characters";

	private static final String MODEL = "Allowed: 1 to 256 visible ASCII characters";

	private static final String PROMPT = "Allowed: a text, or a location that begins with 'classpath:' or 'file:'";

	private static final String TOOLS = "Allowed: a location that begins with 'classpath:' or 'file:'";

	private static final String WAIT = "Allowed: a duration with a unit, 1s to 10m";

	private static final String ANSWER = "Allowed: a size, 1KB to 64MB";

	private static final String COMPRESSED = "Allowed: a size, 1KB to 64MB";

	private static final String MEMORY = "Allowed: a size, 1MB to 1TB";

	private static final String COUNT = "Allowed: a whole number, 1 to 1000000";

	private static final String ORDER = "Allowed: a whole number of 32 bits";

	private static final String EMPTY = "Reason: It is empty.";

	private static final String NO_UNIT = "Reason: It has no unit and would be taken as milliseconds.";

	private static final String NO_VALUE = "has no value.";

	@TempDir
	private Path directory;

	@ParameterizedTest(name = "{0}")
	@MethodSource({ "values", "durations", "textsOfCaches" })
	void aValueThatCannotBeUsedStopsTheStartUp(Bad bad, CapturedOutput output) {
		verify(bad, output);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("names")
	void aNameThatNothingReadsStopsTheStartUp(Bad bad, CapturedOutput output) {
		verify(bad, output);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("spellings")
	void aNameInTwoSpellingsStopsTheStartUp(Bad bad, CapturedOutput output) {
		verify(bad, output);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("contents")
	void whatAPropertyNamesHasToExist(Bad bad, CapturedOutput output) {
		verify(bad, output);
	}

	@Test
	void thereAreMoreThanSixtyOfThem() {
		assertThat(Stream.of(values(), durations(), textsOfCaches(), names(), spellings(), contents())
			.flatMap((rows) -> rows)).hasSizeGreaterThan(60);
	}

	@Test
	void severalUnknownNamesAreReportedTogether(CapturedOutput output) {
		RuntimeException failure = new StartUp(this.directory)
			.properties("claude.cache.treshold=1\nclaude.cache.schema-versoin=4\nclaude.cache.store=memory")
			.run();
		assertThat(failure).isNotNull();
		assertThat(report(output)).contains("Property: claude.cache.treshold", "Property: claude.cache.schema-versoin")
			.doesNotContain("Property: claude.cache.store");
	}

	@Test
	void aLongOrForgingValueDoesNotFillTheReport(CapturedOutput output) {
		String value = "x\\nAction:\\u202e" + "y".repeat(10_001);
		assertThat(new StartUp(this.directory).properties("claude.cache.namespace=" + value).run()).isNotNull();
		assertThat(report(output)).contains("x\\u000AAction:\\u202Eyyy", "... (10011 characters)")
			.doesNotContain("y".repeat(130));
	}

	static Stream<Bad> values() {
		return Stream.of(value("enabled=flase", "Reason: It cannot be read as true or false.", TRUTH),
				value("enabled=", EMPTY, TRUTH), value("namespace=", EMPTY, NAMESPACE),
				value("namespace=${HOSTNAME_NOPE}", "Reason: The placeholder ${HOSTNAME_NOPE} " + NO_VALUE, NAMESPACE),
				value("namespace={claude}", "must match", NAMESPACE),
				value("namespace=claude:*", "must match", NAMESPACE),
				value("namespace=Claude:Resp", "must match", NAMESPACE),
				value("namespace=-claude", "must match", NAMESPACE),
				value("namespace=claude resp", "must match", NAMESPACE),
				value("schema-version=0", "must be between 1 and 9999", VERSION),
				value("schema-version=-1", "must be between 1 and 9999", VERSION),
				value("schema-version=10000", "must be between 1 and 9999", VERSION),
				value("schema-version=3.5", "Reason: It cannot be read as a number.", VERSION),
				value("schema-version=v3", "Reason: It cannot be read as a number.", VERSION),
				value("schema-version=99999999999", "Reason: It cannot be read as a number.", VERSION),
				value("schema-version=", EMPTY, VERSION),
				value("store=disk", "Reason: It cannot be read as one of the values that are allowed.",
						"Allowed: auto, memory or redis"),
				value("store=", EMPTY, "Allowed: auto, memory or redis"),
				value("tenancy.required=maybe", "Reason: It cannot be read as true or false.", TRUTH),
				value("volatility.reference.jitter=0.6", "Reason: It is not a number from 0.0 to 0.5.", JITTER),
				value("volatility.reference.jitter=-0.1", "Reason: It is not a number from 0.0 to 0.5.", JITTER),
				value("volatility.reference.jitter=NaN", "Reason: It is not a number from 0.0 to 0.5.", JITTER),
				value("volatility.reference.jitter=Infinity", "Reason: It is not a number from 0.0 to 0.5.", JITTER),
				value("volatility.reference.jitter=0,1", "Reason: It cannot be read as a number.", JITTER),
				value("volatility.reference.jitter=10%", "Reason: It cannot be read as a number.", JITTER),
				value("admission.max-answer-size=0", "Reason: It is less than 1KB.", ANSWER),
				value("admission.max-answer-size=-1MB", "Reason: It is less than 1KB.", ANSWER),
				value("admission.max-answer-size=65MB", "Reason: It is more than 64MB.", ANSWER),
				value("admission.max-answer-size=1 megabyte", "Reason: It cannot be read as a size.", ANSWER),
				value("redis.compress-above=512", "Reason: It is less than 1KB.", COMPRESSED),
				value("redis.compress-above=65MB", "Reason: It is more than 64MB.", COMPRESSED),
				value("redis.compress-above=32 kilobytes", "Reason: It cannot be read as a size.", COMPRESSED),
				value("memory.max-size=64", "Reason: It is less than 1MB.", MEMORY),
				value("memory.max-size=2TB", "Reason: It is more than 1TB.", MEMORY),
				value("memory.max-size=9999999999TB", "Reason: It cannot be read as a size.", MEMORY),
				value("memory.max-tenants=0", "Reason: It is less than 1.", COUNT),
				value("memory.max-tenants=1MB", "Reason: It cannot be read as a number.", COUNT),
				value("memory.max-tags-per-tenant=1000001", "Reason: It is more than 1000000.", COUNT),
				value("semantic.candidates=0", "Reason: It is less than 1.", "Allowed: a whole number, 1 to 100"),
				value("semantic.candidates=101", "Reason: It is more than 100.", "Allowed: a whole number, 1 to 100"),
				value("semantic.floor=-0.1", "Reason: It is not a number from 0.0 to 1.0.",
						"Allowed: a number, 0 to 1"),
				value("semantic.floor=95%", "Reason: It cannot be read as a number.", "Allowed: a number, 0 to 1"),
				value("semantic.max-tokens=31", "Reason: It is less than 32.", "Allowed: a whole number, 32 to 8192"),
				value("semantic.max-questions=0", "Reason: It is less than 1.", COUNT),
				value("semantic.max-partitions=1000001", "Reason: It is more than 1000000.", COUNT),
				value("key.fold-case=perhaps", "Reason: It cannot be read as true or false.", TRUTH),
				value("interceptor.order=first", "Reason: It cannot be read as a number.", ORDER),
				value("interceptor.order=2147483648", "Reason: It cannot be read as a number.", ORDER),
				value("interceptor.order=", EMPTY, ORDER));
	}

	static Stream<Bad> durations() {
		return Stream
			.of(value("volatility.reference.ttl=5", NO_UNIT, TTL), value("volatility.reference.ttl=0", NO_UNIT, TTL),
					value("volatility.reference.ttl=-5", NO_UNIT, TTL), yaml("""
							claude:
							  cache:
							    volatility:
							      reference:
							        ttl: 5
							""", "volatility.reference.ttl", "5", NO_UNIT, TTL, "application.yaml] - 5:14"),
					value("volatility.reference.ttl=${LIFETIME:5}", "Reason: It stands for \"5\". It has no unit", TTL),
					value("volatility.reference.ttl=${NOPE}", "Reason: The placeholder ${NOPE} " + NO_VALUE, TTL),
					value("volatility.reference.ttl=-5s", "Reason: It is less than 1s.", TTL),
					value("volatility.reference.ttl=0s", "Reason: It is less than 1s.", TTL),
					value("volatility.reference.ttl=999ms", "Reason: It is less than 1s.", TTL),
					value("volatility.reference.ttl=366d", "Reason: It is more than 365d.", TTL),
					value("volatility.reference.ttl=5min", "Reason: It cannot be read as a duration.", TTL),
					value("volatility.reference.ttl=1,5h", "Reason: It cannot be read as a duration.", TTL),
					value("volatility.reference.ttl=99999999999999999d", "Reason: It cannot be read as a duration.",
							TTL),
					value("volatility.reference.ttl=", EMPTY, TTL),
					value("volatility.prices.ttl=NaN", "Reason: It cannot be read as a duration.", TTL),
					value("semantic.deadline=200", NO_UNIT, "Allowed: a duration with a unit, 10ms to 10s"),
					value("semantic.deadline=9ms", "Reason: It is less than 10ms.", "10ms to 10s"),
					value("single-flight.wait-limit=30", NO_UNIT, WAIT),
					value("single-flight.wait-limit=500ms", "Reason: It is less than 1s.", WAIT),
					value("single-flight.wait-limit=11m", "Reason: It is more than 10m.", WAIT),
					value("single-flight.wait-limit=forever", "Reason: It cannot be read as a duration.", WAIT),
					new Bad("CLAUDE_CACHE_SINGLEFLIGHT_WAITLIMIT=30",
							(start) -> start.variable("CLAUDE_CACHE_SINGLEFLIGHT_WAITLIMIT", "30"),
							List.of("Property: CLAUDE_CACHE_SINGLEFLIGHT_WAITLIMIT", "Value: \"30\"",
									"Origin: System Environment Property", NO_UNIT, WAIT,
									"for example to CLAUDE_CACHE_SINGLEFLIGHT_WAITLIMIT=30s")),
					new Bad("--claude.cache.single-flight.wait-limit=30",
							(start) -> start.arguments("--claude.cache.single-flight.wait-limit=30"),
							List.of("Property: claude.cache.single-flight.wait-limit", "Value: \"30\"",
									"property source \"commandLineArgs\"", NO_UNIT, WAIT,
									"for example to claude.cache.single-flight.wait-limit=30s")));
	}

	static Stream<Bad> textsOfCaches() {
		return Stream.of(
				value("caches.faq.mode=dark", "Reason: It cannot be read as one of the values that are allowed.", MODE),
				yaml("claude.cache.caches.faq.mode: on", "caches.faq.mode", "true",
						"Reason: It cannot be read as one of the values that are allowed.", MODE,
						"application.yaml] - 1:"),
				value("caches.faq.mode=", EMPTY, MODE),
				value("caches.faq.volatility=two words", "Reason: It is not a name.",
						"Allowed: the name of a volatility class"),
				value("caches.faq.semantic=on", "Reason: It cannot be read as one of the values that are allowed.",
						"Allowed: off or guarded"),
				value("caches.faq.revision=", EMPTY, REVISION),
				bad("claude.cache.caches.faq.revision=1\\u0007", "Value: \"1\\u0007\"",
						"Reason: It is too long or has a control character.", REVISION, "Change the value"),
				value("caches.faq.revision=" + "7".repeat(129), "Reason: It is too long or has a control character.",
						REVISION),
				value("caches.faq.model=", EMPTY, MODEL),
				value("caches.faq.model=claude sonnet", "Reason: It is not the identifier of a model.", MODEL),
				value("caches.faq.model=" + "m".repeat(10_001), "Reason: It is not the identifier of a model.", MODEL),
				value("caches.faq.model=${MODEL}", "Reason: The placeholder ${MODEL} " + NO_VALUE, MODEL),
				value("caches.faq.system-prompt=", EMPTY, PROMPT),
				value("caches.faq.system-prompt=prompts/faq.txt", "Reason: It looks like a location", PROMPT),
				value("caches.faq.system-prompt=faq.txt", "Reason: It looks like a location", PROMPT),
				value("caches.faq.system-prompt=claspath:prompts/faq.txt", "Reason: It looks like a location", PROMPT),
				value("caches.faq.system-prompt=https://example.org/faq.txt", "Reason: It looks like a location",
						PROMPT),
				value("caches.faq.system-prompt=You are ${ROLE}.", "Reason: The placeholder ${ROLE} " + NO_VALUE,
						PROMPT),
				value("caches.faq.tools=[{\"name\":\"search\"}]", "Reason: It is the JSON itself", TOOLS),
				value("caches.faq.tools=content/tools.json", "Reason: It is not a location of a file.", TOOLS));
	}

	static Stream<Bad> names() {
		return Stream.of(misspelt("treshold=0.99", "Reason: No such property exists."),
				misspelt("schema-versoin=4", "Did you mean 'claude.cache.schema-version'?"),
				misspelt("schemaVersoin=4", "Did you mean 'claude.cache.schema-version'?"),
				misspelt("name.space=claude", "Did you mean 'claude.cache.namespace'?"),
				misspelt("volatility.reference.tll=5m", "Did you mean 'claude.cache.volatility.reference.ttl'?"),
				misspelt("cache.faq.mode=off", "Did you mean 'claude.cache.caches.faq.mode'?"),
				misspelt("caches.faq.system-promt=Be kind.", "Did you mean 'claude.cache.caches.faq.system-prompt'?"),
				misspelt("caches.mode=off", "Did you mean 'claude.cache.caches.<name>.mode'?"),
				misspelt("max-tenants=5", "Did you mean 'claude.cache.memory.max-tenants'?"),
				misspelt("caches.a.b.mode=off", "Did you mean 'claude.cache.caches[a.b].mode'?"),
				misspelt("caches.faq.volatility.ttl=5m", "Reason: No such property exists."),
				misspelt("caches.faq.model[0]=a", "'claude.cache.caches.faq.model' takes one value."),
				misspelt("caches[0].mode=off", "Reason: It is a list, but caches and volatility classes have names."),
				misspelt("semantic=guarded", "Reason: It is a group of properties"),
				misspelt("single-flight=30s", "Reason: It is a group of properties"),
				misspelt("caches=faq", "Reason: It is a group of properties"),
				misspelt("caches.faq=off", "Reason: It is a group of properties"),
				variable("CLAUDE_CACHE_TRESHOLD", "must not begin with CLAUDE_CACHE_."),
				variable("CLAUDE_CACHE_SCHEMA_VERSOIN", "Did you mean 'CLAUDE_CACHE_SCHEMAVERSION'?"),
				variable("CLAUDE_CACHE_SINGLEFLIGHT_WAIT_LIMIT", "Did you mean 'CLAUDE_CACHE_SINGLEFLIGHT_WAITLIMIT'?"),
				variable("CLAUDE_CACHE_CACHES_HELP_DESK_MODE", "Did you mean 'CLAUDE_CACHE_CACHES_HELPDESK_MODE'?"),
				new Bad("--claude.cache.stor=memory", (start) -> start.arguments("--claude.cache.stor=memory"),
						List.of("Property: claude.cache.stor", "Value: \"memory\"", "commandLineArgs",
								"Did you mean 'claude.cache.store'?")),
				bad("claude.cache.caches.fqa.mode=off", "Value: \"off\"", "No annotation names the cache 'fqa'",
						"Did you mean 'faq'?", "Allowed: one of faq, help-desk", "Correct the name of the cache."),
				bad("claude.cache.caches[two\\ words].volatility=static", "'two words' cannot be a name",
						"Allowed: 1 to 64 letters, digits, '.', '_' and '-'", "Choose a name"));
	}

	static Stream<Bad> spellings() {
		return Stream.of(
				bad("claude.cache.volatility.Volatile.ttl=5m\nclaude.cache.volatility.volatile.ttl=9m",
						"'claude.cache.volatility.Volatile.ttl' and as 'claude.cache.volatility.volatile.ttl'",
						"Allowed: one spelling", "Remove one of the two."),
				bad("claude.cache.schema-version=4\nclaude.cache.schemaVersion=5",
						"'claude.cache.schema-version' and as 'claude.cache.schemaVersion'", "Allowed: one spelling",
						"Remove one of the two."),
				bad("claude.cache.volatility.Volatile.ttl=5m\nclaude.cache.volatility.volatile.jitter=0.2",
						"The names 'Volatile' and 'volatile' differ in capital letters, dashes or underscores only.",
						"Property: claude.cache.volatility.Volatile.ttl",
						"Property: claude.cache.volatility.volatile.jitter", "Allowed: one spelling",
						"Write the name in the same way everywhere."),
				bad("claude.cache.volatility.Static.ttl=5m", "The names 'Static' and 'static' differ",
						"Allowed: one spelling", "Write the name in the same way everywhere."),
				bad("claude.cache.caches.FAQ.mode=off", "The names 'FAQ' and 'faq' differ", "Value: \"off\"",
						"Allowed: one spelling", "Write the name in the same way everywhere."),
				bad("claude.cache.caches.helpDesk.mode=off\nclaude.cache.caches.help-desk.model=m",
						"The names 'help-desk' and 'helpDesk' differ", "Allowed: one spelling",
						"Write the name in the same way everywhere."),
				new Bad("an argument spells a cache of the file in another way",
						(start) -> start.properties("claude.cache.caches.help-desk.mode=off")
							.arguments("--claude.cache.caches.helpdesk.mode=serve"),
						List.of("The names 'help-desk' and 'helpdesk' differ", "commandLineArgs",
								"application.properties", "Allowed: one spelling",
								"Write the name in the same way everywhere.")),
				new Bad("an old-style variable that is read for another name",
						(start) -> start.properties("claude.cache.caches.help-desk.mode=off")
							.variable("CLAUDE_CACHE_CACHES_HELPDESK_SYSTEM_PROMPT", "Be kind."),
						List.of("Property: CLAUDE_CACHE_CACHES_HELPDESK_SYSTEM_PROMPT", "not all read for 'help-desk'",
								"Write a variable in capital letters", "CLAUDE_CACHE_CACHES_HELPDESK_SYSTEMPROMPT")));
	}

	static Stream<Bad> contents() {
		String prompt = "Allowed: a text, or the location of a file in UTF-8";
		String tools = "Allowed: the location of a JSON array of objects, each with a 'name' of its own";
		String correct = "Correct the location or the file.";
		return Stream.of(located("caches.faq.system-prompt=classpath:nope.txt", "does not exist", prompt, correct),
				located("caches.faq.system-prompt=file:src/test", "is a directory.", prompt, correct),
				located("caches.faq.system-prompt=classpath:content/empty.txt", "Reason: The resource is empty.",
						prompt, correct),
				located("caches.faq.system-prompt=classpath:content/latin-1.txt",
						"Reason: The resource is not valid UTF-8.", prompt, correct),
				located("caches.faq.tools=classpath:nope.json", "does not exist", tools, correct),
				located("caches.faq.tools=classpath:content/tools-cut-off.json", "Reason: Not canonical JSON", tools,
						correct),
				located("caches.faq.tools=classpath:content/tools-member-twice.json", "Reason: Not canonical JSON",
						tools, correct),
				located("caches.faq.tools=classpath:content/tools-object.json",
						"Reason: The file has JSON, but not an array.", tools, correct),
				located("caches.faq.tools=classpath:content/tools-nameless.json",
						"Reason: Item 1 of the array is not an object with a name.", tools, correct),
				located("caches.faq.tools=classpath:content/tools-repeated.json",
						"Reason: Two tools have the name 'search'.", tools, correct),
				located("caches.other.volatility=referense",
						"Reason: There is no such volatility class. Did you mean 'reference'?",
						"Allowed: one of dynamic, live, reference, static", "Correct the name"),
				located("caches.other.volatility=Reference", "Did you mean 'reference'?",
						"Allowed: one of dynamic, live, reference, static", "Correct the name"),
				located("volatility.live.ttl=5m", "Reason: Answers of the class 'live' are never kept.",
						"Allowed: a TTL for another class", "Remove the property."),
				located("volatility.live.jitter=0.1", "Reason: Answers of the class 'live' are never kept.",
						"Allowed: a TTL for another class", "Remove the property."),
				located("volatility.dynamic.soft-ceiling=11m", "Reason: It is more than the TTL of the class, 600s",
						"Allowed: a duration up to the TTL",
						"Lower the soft ceiling, or raise claude.cache.volatility.dynamic.ttl."),
				located("volatility.live.soft-ceiling=5m", "Reason: Answers of the class 'live' are never kept.",
						"Allowed: a TTL for another class", "Remove the property."),
				located("pricing.models.claude-opus-9.output=3",
						"Reason: The model 'claude-opus-9' has only half a price.", "Allowed: both prices of a model",
						"Set claude.cache.pricing.models.claude-opus-9.input too, in US dollars per million tokens."),
				located("pricing.models.claude-opus-9.input=-3", "Reason: It is not a number from 0.0 to 10000.0.",
						"a number, 0 to 10000", "Change the value"),
				located("pricing.as-of=yesterday", "Reason: It cannot be read as", "a date, such as 2026-11-27",
						"Change the value"),
				located("volatility.refrence.jitter=0.2",
						"The class 'refrence' is not built in and has no TTL. Did you mean 'reference'?", "1s to 365d",
						"Set its TTL, for example claude.cache.volatility.refrence.ttl=10m."));
	}

	private void verify(Bad bad, CapturedOutput output) {
		RuntimeException failure = bad.configuration().apply(new StartUp(this.directory)).run();
		assertThat(failure).as("start-up").isNotNull();
		assertThat(report(output)).contains(bad.expected()).contains("Property: ", "Origin: ", "Reason: ", "Action:");
		assertThat(output.getAll()).doesNotContain("\tat ");
	}

	private static String report(CapturedOutput output) {
		int start = output.getAll().indexOf("APPLICATION FAILED TO START");
		assertThat(start).as("report in %s", output.getAll()).isNotNegative();
		return output.getAll().substring(start);
	}

	private static Bad value(String line, String reason, String allowed) {
		String property = "claude.cache." + line.substring(0, line.indexOf('='));
		return located(line, reason, allowed, "Change the value, for example to " + property + "=");
	}

	private static Bad located(String line, String reason, String allowed, String action) {
		String property = "claude.cache." + line.substring(0, line.indexOf('='));
		String value = line.substring(line.indexOf('=') + 1);
		String shown = (value.length() > 120) ? value.substring(0, 120) + "... (" + value.length() + " characters)\""
				: value + "\"";
		return bad("claude.cache." + line, "Property: " + property, "Value: \"" + shown, "application.properties] - ",
				reason, allowed, action);
	}

	private static Bad misspelt(String line, String reason) {
		return located(line, reason, "These properties exist:", "Correct the name or remove the property.");
	}

	private static Bad variable(String name, String reason) {
		return new Bad(name, (start) -> start.variable(name, "7s"),
				List.of("Property: " + name, "Value: \"7s\"", "Origin: System Environment Property \"" + name + '"',
						reason, "Correct the name or remove the property. These properties exist:"));
	}

	private static Bad yaml(String yaml, String property, String value, String... expected) {
		List<String> all = new ArrayList<>(List.of(expected));
		all.add("Property: claude.cache." + property);
		all.add("Value: \"" + value + '"');
		all.add("Change the value, for example to claude.cache." + property + "=");
		return new Bad(yaml, (start) -> start.yaml(yaml), all);
	}

	private static Bad bad(String properties, String... expected) {
		return new Bad(properties, (start) -> start.properties(properties), List.of(expected));
	}

	/**
	 * A configuration that cannot work.
	 *
	 * @param title what it is
	 * @param configuration configures the application
	 * @param expected what the report has to contain
	 */
	record Bad(String title, UnaryOperator<StartUp> configuration, List<String> expected) {

		@Override
		public String toString() {
			String line = this.title.strip().replaceAll("\\s+", " ");
			return (line.length() > 80) ? line.substring(0, 80) + "..." : line;
		}

	}

}
