package io.github.claudecache.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.freshness.VolatilityClass;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.CacheMode;
import io.github.claudecache.request.FactorValue;
import io.github.claudecache.request.FactorValue.Decimal;
import io.github.claudecache.request.FactorValue.Members;
import io.github.claudecache.request.ToolDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What can be written works in every form that Spring Boot reads, and means what it says.
 */
class StrictBindingTests {

	@TempDir
	private Path directory;

	@Test
	void withoutStrictBindingTheSameMistakesAreSilentlySomethingElse() {
		MapConfigurationPropertySource source = new MapConfigurationPropertySource(
				Map.of("claude.cache.volatility.reference.ttl", "5", "claude.cache.schema-versoin", "4"));
		Bindable<ClaudeCacheProperties> target = Bindable.of(ClaudeCacheProperties.class);
		ClaudeCacheProperties lenient = new Binder(source).bindOrCreate(ClaudeCacheProperties.PREFIX, target);
		assertThat(lenient.volatility().get("reference").ttl()).isEqualTo(Duration.ofMillis(5));
		assertThat(lenient.schemaVersion()).isEqualTo(3);
		assertThatException().isThrownBy(() -> new Binder(source).bindOrCreate(ClaudeCacheProperties.PREFIX, target,
				new StrictBindHandler(BindHandler.DEFAULT)));
	}

	@Test
	void thePropertiesOfOthersAreLeftAlone() {
		started(start().properties("""
				claude.other.treshold=5
				claude.cachet=x
				server.shutdown-tiemout=5
				"""), (context) -> {
		});
	}

	@Test
	void everythingHasADefault() {
		started(start(), (context) -> {
			ClaudeCacheProperties properties = context.getBean(ClaudeCacheProperties.class);
			assertThat(properties.enabled()).isTrue();
			assertThat(properties.store()).isEqualTo(StoreType.AUTO);
			assertThat(properties.tenancy().required()).isNull();
			assertThat(properties.singleFlight().waitLimit()).isEqualTo(Duration.ofSeconds(30));
			assertThat(properties.admission().maxAnswerSize()).isEqualTo(DataSize.ofMegabytes(1));
			assertThat(properties.key().foldCase()).isFalse();
			CoreValues values = context.getBean(CoreValues.class);
			assertThat(values.namespace()).isEqualTo(Namespace.DEFAULT);
			assertThat(values.volatilityClasses()).isEqualTo(VolatilityClass.BUILT_IN);
			assertThat(values.memorySettings().maxBytes()).isEqualTo(DataSize.ofMegabytes(64).toBytes());
			assertThat(values.memorySettings().retention()).isEqualTo(Duration.ofDays(8));
		});
	}

	@Test
	void everyRelaxedFormOfAnExistingNameIsRead() {
		String[] forms = { "claude.cache.schema-version=7", "claude.cache.schemaVersion=7",
				"claude.cache.schema_version=7", "CLAUDE.CACHE.SCHEMAVERSION=7" };
		for (String form : forms) {
			started(start().properties(form), (context) -> assertThat(version(context)).as(form).isEqualTo(7));
		}
	}

	@Test
	void bothFormsOfAVariableAreRead() {
		for (String variable : new String[] { "CLAUDE_CACHE_SCHEMAVERSION", "CLAUDE_CACHE_SCHEMA_VERSION",
				"claude_cache_schemaversion" }) {
			started(start().variable(variable, "7"),
					(context) -> assertThat(version(context)).as(variable).isEqualTo(7));
		}
		started(start().variable("CLAUDE_CACHE_CACHES_FAQ_SYSTEM_PROMPT", "Be kind.")
			.variable("CLAUDE_CACHE_VOLATILITY_REFERENCE_TTL", "1h"), (context) -> {
				assertThat(definition(context, "faq").system()).isEqualTo(FactorValue.of("Be kind."));
				assertThat(classes(context).get("reference").ttl()).isEqualTo(Duration.ofHours(1));
			});
	}

	@Test
	void anArgumentOverridesAFile() {
		started(start().properties("claude.cache.schema-version=7").arguments("--claude.cache.schema-version=8"),
				(context) -> assertThat(version(context)).isEqualTo(8));
	}

	@Test
	void aVariableReachesACacheWhoseNameItCannotSpell() {
		started(start().variable("CLAUDE_CACHE_CACHES_HELPDESK_MODE", "off"),
				(context) -> assertThat(definition(context, "help-desk").mode()).isEqualTo(CacheMode.OFF));
		for (String variable : new String[] { "CLAUDE_CACHE_CACHES_HELPDESK_MODE",
				"CLAUDE_CACHE_CACHES_HELP_DESK_MODE" }) {
			started(start().properties("claude.cache.caches.help-desk.model=m").variable(variable, "off"),
					(context) -> {
						CacheDefinition definition = definition(context, "help-desk");
						assertThat(definition.mode()).as(variable).isEqualTo(CacheMode.OFF);
						assertThat(definition.model()).isEqualTo("m");
						assertThat(context.getBean(ClaudeCache.class).definitions()).extracting(CacheDefinition::name)
							.containsExactlyInAnyOrder("faq", "help-desk");
					});
		}
	}

	@Test
	void theVariablesOfAContainerThatDescribeAServiceAreNoProperties() {
		StartUp start = start();
		for (String service : new String[] { "CLAUDE_CACHE", "CLAUDE_CACHE_REDIS" }) {
			start.variable(service + "_SERVICE_HOST", "10.0.0.11")
				.variable(service + "_SERVICE_PORT", "6379")
				.variable(service + "_SERVICE_PORT_HTTP", "80")
				.variable(service + "_PORT", "tcp://10.0.0.11:6379")
				.variable(service + "_PORT_6379_TCP", "tcp://10.0.0.11:6379")
				.variable(service + "_PORT_6379_TCP_PROTO", "tcp")
				.variable(service + "_PORT_6379_TCP_PORT", "6379")
				.variable(service + "_PORT_6379_TCP_ADDR", "10.0.0.11");
		}
		started(start, (context) -> {
		});
	}

	@Test
	void yamlMayLeaveGroupsEmptyAndWriteOffAsItLikes() {
		started(start().yaml("""
				claude:
				  cache:
				    caches:
				      faq:
				      help-desk:
				        mode: off
				    volatility:
				      live:
				      dynamic:
				"""), (context) -> {
			assertThat(context.getBean(CoreValues.class).volatilityClasses()).isEqualTo(VolatilityClass.BUILT_IN);
			assertThat(definition(context, "faq").mode()).isEqualTo(CacheMode.SERVE);
			assertThat(definition(context, "help-desk").mode()).isEqualTo(CacheMode.OFF);
		});
	}

	@Test
	void placeholdersAndIsoDurationsAreResolvedBeforeTheyAreChecked() {
		started(start().properties("""
				claude.cache.volatility.reference.ttl=${LIFETIME:PT2H}
				claude.cache.single-flight.wait-limit=${wait}
				claude.cache.caches.faq.system-prompt=Write \\\\${name} where the name belongs.
				wait=10s
				"""), (context) -> {
			assertThat(classes(context).get("reference").ttl()).isEqualTo(Duration.ofHours(2));
			assertThat(context.getBean(ClaudeCacheProperties.class).singleFlight().waitLimit())
				.isEqualTo(Duration.ofSeconds(10));
			assertThat(definition(context, "faq").system())
				.isEqualTo(FactorValue.of("Write ${name} where the name belongs."));
		});
	}

	@Test
	void aBuiltInClassKeepsWhatIsNotChangedAndANewOneIsAdded() {
		started(start().properties("""
				claude.cache.volatility.static.jitter=0.2
				claude.cache.volatility.dynamic.ttl=5m
				claude.cache.volatility.price-list.ttl=30d
				claude.cache.volatility[law.eu].ttl=1d
				"""), (context) -> {
			Map<String, VolatilityClass> classes = classes(context);
			assertThat(classes).containsOnlyKeys("static", "reference", "dynamic", "live", "price-list", "law.eu");
			assertThat(classes.get("static")).isEqualTo(new VolatilityClass("static", Duration.ofDays(7), 0.2));
			assertThat(classes.get("dynamic")).isEqualTo(new VolatilityClass("dynamic", Duration.ofMinutes(5), 0.1));
			assertThat(classes.get("price-list"))
				.isEqualTo(new VolatilityClass("price-list", Duration.ofDays(30), 0.1));
			assertThat(context.getBean(CoreValues.class).memorySettings().retention()).isEqualTo(Duration.ofDays(31));
		});
	}

	@Test
	void aCacheGetsItsPromptAndItsToolsFromFiles() {
		started(start().properties("""
				claude.cache.caches.faq.system-prompt=classpath:content/prompt.txt
				claude.cache.caches.faq.tools=classpath:content/tools.json
				claude.cache.caches.faq.model=claude-sonnet-4-5
				claude.cache.caches.faq.revision=build 7
				"""), (context) -> {
			CacheDefinition definition = definition(context, "faq");
			assertThat(definition.system()).isEqualTo(FactorValue.of("You answer questions about returns.\n"));
			assertThat(definition.model()).isEqualTo("claude-sonnet-4-5");
			assertThat(definition.revision()).isEqualTo("build 7");
			assertThat(definition.tools()).singleElement().satisfies((tool) -> {
				assertThat(tool.name()).isEqualTo("search");
				assertThat(member(tool)).containsOnlyKeys("description", "input_schema");
				assertThat(tool.definition().toString()).contains(new Decimal("9007199254740993").toString());
			});
		});
	}

	@Test
	void aCacheWithAClassNeedsNoAnnotation() {
		started(start().properties("claude.cache.caches[by.code].volatility=static"),
				(context) -> assertThat(definition(context, "by.code"))
					.isEqualTo(CacheDefinition.of("by.code", "static")));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void settingsOfACacheThatIsNotThereAreMentioned(CapturedOutput output) {
		started(start().properties("claude.cache.caches.reports.mode=off"), (context) -> assertThat(output)
			.contains("No annotation names the cache 'reports', and it has no volatility class."));
	}

	@Test
	void switchedOffAsAWholeNoCacheServes() {
		started(start().properties("claude.cache.enabled=false"),
				(context) -> assertThat(context.getBean(ClaudeCache.class).definitions())
					.extracting(CacheDefinition::mode)
					.containsOnly(CacheMode.OFF));
	}

	private StartUp start() {
		return new StartUp(this.directory);
	}

	private static void started(StartUp start, Consumer<ConfigurableApplicationContext> assertions) {
		boolean[] ran = new boolean[1];
		RuntimeException failure = start.run((context) -> {
			assertions.accept(context);
			ran[0] = true;
		});
		assertThat(failure).isNull();
		assertThat(ran[0]).isTrue();
	}

	private static int version(ConfigurableApplicationContext context) {
		return context.getBean(ClaudeCacheProperties.class).schemaVersion();
	}

	private static CacheDefinition definition(ConfigurableApplicationContext context, String name) {
		return context.getBean(ClaudeCache.class)
			.definitions()
			.stream()
			.filter((definition) -> definition.name().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private static Map<String, VolatilityClass> classes(ConfigurableApplicationContext context) {
		return context.getBean(CoreValues.class)
			.volatilityClasses()
			.stream()
			.collect(Collectors.toMap(VolatilityClass::name, (found) -> found, (first, last) -> last,
					LinkedHashMap::new));
	}

	private static Map<String, FactorValue> member(ToolDefinition tool) {
		return ((Members) tool.definition()).members();
	}

}
