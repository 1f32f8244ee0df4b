package io.github.claudecache.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.github.claudecache.autoconfigure.PropertyMetadata.Property;
import io.github.claudecache.freshness.VolatilityClass;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an IDE and {@code docs/properties.md} say about the properties is what the code
 * does. Run with {@code -Dclaudecache.docs.update=true} to write the page.
 */
class PropertyMetadataTests {

	private static final Path PAGE = Path.of("..", "docs", "properties.md");

	private static final Pattern RANGE = Pattern.compile("\\S+ to \\S+");

	private static final String INTRODUCTION = """
			# Properties

			Generated from the metadata of the starter; `PropertyMetadataTests` keeps it so.

			Properties are read strictly. A name that nothing reads, a value out of its range, an empty value, a
			placeholder without a value and a duration without a unit stop the start-up, with the place where it is
			written and what to write instead. A duration is `10m`, `24h`, `7d` or `PT10M`; a size is `512KB` or `64MB`.

			As a variable of the environment, a name is written in capital letters with `_` for a dot and nothing for
			a dash: `CLAUDE_CACHE_SINGLEFLIGHT_WAITLIMIT=10s`, `CLAUDE_CACHE_CACHES_HELPDESK_MODE=off` for the cache
			`help-desk`. Unknown variables that begin with `CLAUDE_CACHE_` stop the start-up too, except those with
			which Kubernetes and Docker describe a service of such a name.

			`<name>` is the name of a cache or of a volatility class, or the identifier of a model.

			| Property | Type | Default | Description |
			|---|---|---|---|
			""";

	@Test
	void theMetadataHasExactlyThePropertiesThatAreChecked() {
		assertThat(PropertyMetadata.read()).extracting(Property::name)
			.containsExactlyInAnyOrderElementsOf(
					Arrays.stream(KnownProperty.values()).map((known) -> known.text(KnownProperty.ANY_KEY)).toList());
	}

	@Test
	void everyPropertyHasADescriptionInSentences() {
		assertThat(Stream.concat(PropertyMetadata.read().stream(), PropertyMetadata.readMaps().stream()))
			.allSatisfy((property) -> assertThat(property.description()).as(property.name()).matches("[A-Z].+\\."));
	}

	@Test
	void everyPropertyHasADefaultUnlessItsAbsenceMeansSomething() {
		assertThat(PropertyMetadata.read()).filteredOn((property) -> property.defaultValue().isEmpty())
			.extracting(Property::name)
			.containsExactlyInAnyOrder("claude.cache.anthropic.default-cache", "claude.cache.audit.judge.api-key",
					"claude.cache.spring-ai.default-cache", "claude.cache.langchain4j.default-cache",
					"claude.cache.redis.connection-factory", "claude.cache.redis.lease",
					"claude.cache.semantic.cross-encoder.model", "claude.cache.semantic.cross-encoder.tokenizer",
					"claude.cache.semantic.judge.api-key", "claude.cache.tenancy.required",
					"claude.cache.caches.<name>.audit.budget", "claude.cache.caches.<name>.audit.exact-rate",
					"claude.cache.caches.<name>.audit.semantic-rate", "claude.cache.caches.<name>.model",
					"claude.cache.caches.<name>.revision", "claude.cache.caches.<name>.system-prompt",
					"claude.cache.caches.<name>.semantic", "claude.cache.caches.<name>.tools",
					"claude.cache.caches.<name>.volatility", "claude.cache.pricing.as-of",
					"claude.cache.pricing.models.<name>.cache-read", "claude.cache.pricing.models.<name>.cache-write",
					"claude.cache.pricing.models.<name>.input", "claude.cache.pricing.models.<name>.output",
					"claude.cache.volatility.<name>.jitter", "claude.cache.volatility.<name>.soft-ceiling",
					"claude.cache.volatility.<name>.ttl");
	}

	@Test
	void everyRangeIsInTheDescription() {
		Map<String, Property> properties = PropertyMetadata.read()
			.stream()
			.collect(Collectors.toMap(Property::name, Function.identity()));
		int ranges = 0;
		for (KnownProperty known : KnownProperty.values()) {
			Matcher range = RANGE.matcher(known.allowed());
			if (range.find()) {
				ranges++;
				String text = range.group().replaceAll("\\W$", "");
				assertThat(properties.get(known.text(KnownProperty.ANY_KEY)).description()).contains(text);
			}
		}
		assertThat(ranges).isGreaterThanOrEqualTo(10);
	}

	@Test
	void theTypesAreThoseThatAnEditorKnows() {
		Map<String, String> types = PropertyMetadata.read()
			.stream()
			.collect(Collectors.toMap(Property::name, Property::type));
		assertThat(types).containsEntry("claude.cache.volatility.<name>.ttl", "Duration")
			.containsEntry("claude.cache.single-flight.wait-limit", "Duration")
			.containsEntry("claude.cache.memory.max-size", "DataSize")
			.containsEntry("claude.cache.caches.<name>.tools", "Resource")
			.containsEntry("claude.cache.caches.<name>.mode", "`off`, `shadow`, `serve`");
	}

	@Test
	void theHintsNameWhatExists() {
		Map<String, List<String>> hints = StreamSupport
			.stream(PropertyMetadata.file("META-INF/spring-configuration-metadata.json").get("hints").spliterator(),
					false)
			.collect(Collectors.toMap((hint) -> hint.get("name").asString(), PropertyMetadataTests::values));
		assertThat(hints).containsOnlyKeys("claude.cache.store", "claude.cache.volatility.keys");
		assertThat(hints.get("claude.cache.store")).containsExactlyInAnyOrderElementsOf(
				Arrays.stream(StoreType.values()).map((type) -> type.name().toLowerCase(Locale.ROOT)).toList());
		assertThat(hints.get("claude.cache.volatility.keys")).containsExactlyInAnyOrderElementsOf(
				VolatilityClass.BUILT_IN.stream().filter(VolatilityClass::stored).map(VolatilityClass::name).toList());
	}

	@Test
	void thePageSaysWhatTheMetadataSays() throws IOException {
		String page = INTRODUCTION + PropertyMetadata.read()
			.stream()
			.map((property) -> "| `%s` | %s | %s | %s |\n".formatted(property.name(), property.type(),
					property.defaultValue().isEmpty() ? "" : "`" + property.defaultValue() + "`",
					property.description().replace("|", "\\|")))
			.collect(Collectors.joining());
		if (Boolean.getBoolean("claudecache.docs.update")) {
			Files.writeString(PAGE, page);
		}
		assertThat(PAGE).content().isEqualTo(page);
	}

	private static List<String> values(JsonNode hint) {
		return StreamSupport.stream(hint.get("values").spliterator(), false)
			.map((value) -> value.get("value").asString())
			.toList();
	}

}
