package io.github.claudecache.autoconfigure;

import java.util.Arrays;
import java.util.List;

import io.github.claudecache.freshness.VolatilityClass;
import io.github.claudecache.key.Namespace;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * Every property that exists, what it may be, and an example: the failures and the
 * suggestions for misspelt names come from here. A {@code *} stands for a name that the
 * application chooses.
 */
enum KnownProperty {

	ENABLED("enabled", "true or false", "true", ValueCheck.NONE),

	NAMESPACE("namespace", "1 to 64 of a-z, 0-9, ':', '.', '_' and '-', beginning with a letter or a digit",
			"claude:resp", ValueCheck.<String>acceptedBy((prefix) -> new Namespace(prefix, 1))),

	SCHEMA_VERSION("schema-version", "a whole number, 1 to 9999", "3",
			ValueCheck.<Integer>acceptedBy((version) -> new Namespace("any", version))),

	STORE("store", "auto, memory or redis", "memory", ValueCheck.NONE),

	TENANCY_REQUIRED("tenancy.required", "true or false", "true", ValueCheck.NONE),

	VOLATILITY_TTL("volatility.*.ttl", "a duration with a unit, 1s to 365d; answers of the class 'live' are never kept",
			"10m", ValueCheck.durationBetween("1s", "365d")),

	VOLATILITY_JITTER("volatility.*.jitter", "a number, 0 to 0.5", "0.1",
			ValueCheck.between(0, VolatilityClass.MAX_JITTER)),

	VOLATILITY_SOFT_CEILING("volatility.*.soft-ceiling", "a duration with a unit, 1s to 365d, at most the TTL", "8m",
			ValueCheck.durationBetween("1s", "365d")),

	PRICING_AS_OF("pricing.as-of", "a date, such as 2026-11-27", "2026-11-27", ValueCheck.NONE),

	PRICING_INPUT("pricing.models.*.input", "a number, 0 to 10000", "2.0", ValueCheck.between(0.0, 10_000.0)),

	PRICING_OUTPUT("pricing.models.*.output", "a number, 0 to 10000", "10.0", ValueCheck.between(0.0, 10_000.0)),

	PRICING_CACHE_WRITE("pricing.models.*.cache-write", "a number, 0 to 10000", "2.5",
			ValueCheck.between(0.0, 10_000.0)),

	PRICING_CACHE_READ("pricing.models.*.cache-read", "a number, 0 to 10000", "0.1", ValueCheck.between(0.0, 10_000.0)),

	CACHE_MODE("caches.*.mode", "off, shadow or serve", "serve", ValueCheck.NONE),

	CACHE_VOLATILITY("caches.*.volatility", "the name of a volatility class", "reference",
			ValueCheck.matching(MapKeys.PATTERN, "It is not a name.")),

	CACHE_REVISION("caches.*.revision", "1 to 128 characters without control characters", "2",
			ValueCheck.matching("[^\\p{Cc}\\p{Cf}\\u2028\\u2029]{1,128}",
					"It is too long or has a control character.")),

	CACHE_MODEL("caches.*.model", "1 to 256 visible ASCII characters without a space", "claude-sonnet-4-5",
			ValueCheck.matching("[\\x21-\\x7E]{1,256}", "It is not the identifier of a model.")),

	CACHE_SYSTEM_PROMPT("caches.*.system-prompt", TextResource.ALLOWED_PROMPT, "classpath:prompts/faq.txt",
			(text, value) -> TextResource.problemWithPrompt(text)),

	CACHE_TOOLS("caches.*.tools", TextResource.ALLOWED_LOCATION, "classpath:prompts/faq-tools.json",
			(text, value) -> TextResource.problemWithLocation(text)),

	CACHE_SEMANTIC("caches.*.semantic", "off or guarded", "guarded", ValueCheck.NONE),

	CACHE_AUDIT_EXACT_RATE("caches.*.audit.exact-rate", "a number, 0 to 1", "0.01", ValueCheck.between(0.0, 1.0)),

	CACHE_AUDIT_SEMANTIC_RATE("caches.*.audit.semantic-rate", "a number, 0 to 1", "0.1", ValueCheck.between(0.0, 1.0)),

	CACHE_AUDIT_BUDGET("caches.*.audit.budget", "a number, 0.0001 to 0.9999", "0.01",
			ValueCheck.between(0.0001, 0.9999)),

	SEMANTIC_PRESET("semantic.preset", "strict, balanced or lenient", "balanced", ValueCheck.NONE),

	SEMANTIC_INDEX("semantic.index", "auto, memory, following or vector-sets", "following", ValueCheck.NONE),

	SEMANTIC_SELF_TEST("semantic.self-test", "true or false", "false", ValueCheck.NONE),

	SEMANTIC_CANDIDATES("semantic.candidates", "a whole number, 1 to 100", "5", ValueCheck.between(1, 100)),

	SEMANTIC_FLOOR("semantic.floor", "a number, 0 to 1", "0.5", ValueCheck.between(0.0, 1.0)),

	SEMANTIC_DEADLINE("semantic.deadline", "a duration with a unit, 10ms to 10s", "200ms",
			ValueCheck.durationBetween("10ms", "10s")),

	SEMANTIC_MAX_TOKENS("semantic.max-tokens", "a whole number, 32 to 8192", "256", ValueCheck.between(32, 8192)),

	SEMANTIC_MAX_QUESTIONS("semantic.max-questions", "a whole number, 1 to 1000000", "10000",
			ValueCheck.between(1, 1_000_000)),

	SEMANTIC_MAX_PARTITIONS("semantic.max-partitions", "a whole number, 1 to 1000000", "1000",
			ValueCheck.between(1, 1_000_000)),

	SEMANTIC_VERIFIER_FROM("semantic.verifier.from", "a number, 0 to 1", "0.5", ValueCheck.between(0.0, 1.0)),

	SEMANTIC_VERIFIER_DEADLINE("semantic.verifier.deadline", "a duration with a unit, 10ms to 60s", "3s",
			ValueCheck.durationBetween("10ms", "60s")),

	SEMANTIC_VERIFIER_REMEMBERED("semantic.verifier.remembered", "a whole number, 0 to 1000000", "10000",
			ValueCheck.between(0, 1_000_000)),

	SEMANTIC_CROSS_ENCODER_MODEL("semantic.cross-encoder.model", "a file in ONNX", "/opt/models/quora.onnx",
			ValueCheck.NONE),

	SEMANTIC_CROSS_ENCODER_TOKENIZER("semantic.cross-encoder.tokenizer", "a file", "/opt/models/tokenizer.json",
			ValueCheck.NONE),

	SEMANTIC_CROSS_ENCODER_THRESHOLD("semantic.cross-encoder.threshold", "a number, 0 to 1", "0.9",
			ValueCheck.between(0.0, 1.0)),

	SEMANTIC_CROSS_ENCODER_MAX_TOKENS("semantic.cross-encoder.max-tokens", "a whole number, 8 to 8192", "256",
			ValueCheck.between(8, 8192)),

	SEMANTIC_JUDGE_ENABLED("semantic.judge.enabled", "true or false", "true", ValueCheck.NONE),

	SEMANTIC_JUDGE_API_KEY("semantic.judge.api-key", "a key of the Messages API", "${ANTHROPIC_API_KEY}",
			ValueCheck.NONE),

	SEMANTIC_JUDGE_BASE_URL("semantic.judge.base-url", "an address that begins with http:// or https://",
			"https://api.anthropic.com",
			ValueCheck.matching("https?://.+", "It does not begin with http:// or https://.")),

	SEMANTIC_JUDGE_MODEL("semantic.judge.model", "the identifier of a model", "claude-haiku-4-5",
			ValueCheck.matching("\\S+", "It is empty or has spaces.")),

	SEMANTIC_JUDGE_MAX_CONCURRENT("semantic.judge.max-concurrent", "a whole number, 1 to 1000", "16",
			ValueCheck.between(1, 1000)),

	SINGLE_FLIGHT_WAIT_LIMIT("single-flight.wait-limit", "a duration with a unit, 1s to 10m", "30s",
			ValueCheck.durationBetween("1s", "10m")),

	SINGLE_FLIGHT_CALLS_WITHOUT_STORE("single-flight.calls-without-store", "a whole number, 1 to 1000", "4",
			ValueCheck.between(1, 1000)),

	AUDIT_ENABLED("audit.enabled", "true or false", "false", ValueCheck.NONE),

	AUDIT_EXACT_RATE("audit.exact-rate", "a number, 0 to 1", "0.01", ValueCheck.between(0.0, 1.0)),

	AUDIT_SEMANTIC_RATE("audit.semantic-rate", "a number, 0 to 1", "0.1", ValueCheck.between(0.0, 1.0)),

	AUDIT_TRIAL_RATE("audit.trial-rate", "a number, 0 to 1", "1", ValueCheck.between(0.0, 1.0)),

	AUDIT_PER_MINUTE("audit.per-minute", "a whole number, 0 to 10000", "60", ValueCheck.between(0, 10_000)),

	AUDIT_AT_A_TIME("audit.at-a-time", "a whole number, 1 to 100", "4", ValueCheck.between(1, 100)),

	AUDIT_DEADLINE("audit.deadline", "a duration with a unit, 1s to 10m", "1m",
			ValueCheck.durationBetween("1s", "10m")),

	AUDIT_WINDOW("audit.window", "a duration with a unit, 1m to 30d", "7d", ValueCheck.durationBetween("1m", "30d")),

	AUDIT_BUDGET("audit.budget", "a number, 0.0001 to 0.9999", "0.01", ValueCheck.between(0.0001, 0.9999)),

	AUDIT_CONFIDENCE("audit.confidence", "a number, 0.5 to 0.9999", "0.99", ValueCheck.between(0.5, 0.9999)),

	AUDIT_COOL_DOWN("audit.cool-down", "a duration with a unit, 1s to 30d", "1h",
			ValueCheck.durationBetween("1s", "30d")),

	AUDIT_JUDGE_ENABLED("audit.judge.enabled", "true or false", "true", ValueCheck.NONE),

	AUDIT_JUDGE_API_KEY("audit.judge.api-key", "a key of the Messages API", "${ANTHROPIC_API_KEY}", ValueCheck.NONE),

	AUDIT_JUDGE_BASE_URL("audit.judge.base-url", "an address that begins with http:// or https://",
			"https://api.anthropic.com",
			ValueCheck.matching("https?://.+", "It does not begin with http:// or https://.")),

	AUDIT_JUDGE_MODEL("audit.judge.model", "the identifier of a model", "claude-haiku-4-5",
			ValueCheck.matching("\\S+", "It is empty or has spaces.")),

	ADMISSION_MAX_ANSWER_SIZE("admission.max-answer-size", "a size, 1KB to 64MB", "1MB",
			ValueCheck.sizeBetween("1KB", "64MB")),

	MEMORY_MAX_SIZE("memory.max-size", "a size, 1MB to 1TB", "64MB", ValueCheck.sizeBetween("1MB", "1TB")),

	MEMORY_MAX_TENANTS("memory.max-tenants", "a whole number, 1 to 1000000", "10000", ValueCheck.between(1, 1_000_000)),

	MEMORY_MAX_TAGS_PER_TENANT("memory.max-tags-per-tenant", "a whole number, 1 to 1000000", "10000",
			ValueCheck.between(1, 1_000_000)),

	REDIS_OPERATION_TIMEOUT("redis.operation-timeout", "a duration with a unit, 10ms to 10s", "250ms",
			ValueCheck.durationBetween("10ms", "10s")),

	REDIS_INVALIDATION_TIMEOUT("redis.invalidation-timeout", "a duration with a unit, 10ms to 60s", "2s",
			ValueCheck.durationBetween("10ms", "60s")),

	REDIS_REPLICAS_TO_WAIT_FOR("redis.replicas-to-wait-for", "a whole number, 0 to 16", "1", ValueCheck.between(0, 16)),

	REDIS_ON_RESTART("redis.on-restart", "keep or void", "void", ValueCheck.NONE),

	REDIS_LEASE("redis.lease", "a duration with a unit, 1s to 60s", "2s", ValueCheck.durationBetween("1s", "60s")),

	REDIS_FAIL_FAST("redis.fail-fast", "true or false", "true", ValueCheck.NONE),

	REDIS_CONNECTION_FACTORY("redis.connection-factory", "the name of a bean", "redisConnectionFactory",
			ValueCheck.matching("\\S{1,256}", "It is not the name of a bean.")),

	REDIS_COMPRESS_ABOVE("redis.compress-above", "a size, 1KB to 64MB", "32KB", ValueCheck.sizeBetween("1KB", "64MB")),

	REDIS_BREAKER_ENABLED("redis.breaker.enabled", "true or false", "true", ValueCheck.NONE),

	REDIS_BREAKER_FAILURES("redis.breaker.failures", "a whole number, 1 to 1000", "5", ValueCheck.between(1, 1000)),

	REDIS_BREAKER_SLOW_AFTER("redis.breaker.slow-after", "a duration with a unit, 1ms to 10s", "100ms",
			ValueCheck.durationBetween("1ms", "10s")),

	KEY_FOLD_CASE("key.fold-case", "true or false", "false", ValueCheck.NONE),

	INTERCEPTOR_ORDER("interceptor.order", "a whole number of 32 bits",
			String.valueOf(ClaudeCacheProperties.Interceptor.DEFAULT_ORDER), ValueCheck.NONE),

	ANTHROPIC_ENABLED("anthropic.enabled", "true or false", "true", ValueCheck.NONE),

	ANTHROPIC_DEFAULT_CACHE("anthropic.default-cache", "the name of a cache", "faq",
			ValueCheck.matching(MapKeys.PATTERN, "It is not a name.")),

	SPRING_AI_ENABLED("spring-ai.enabled", "true or false", "true", ValueCheck.NONE),

	SPRING_AI_DEFAULT_CACHE("spring-ai.default-cache", "the name of a cache", "faq",
			ValueCheck.matching(MapKeys.PATTERN, "It is not a name.")),

	SPRING_AI_ORDER("spring-ai.order", "a whole number of 32 bits",
			String.valueOf(ClaudeCacheProperties.SpringAi.DEFAULT_ORDER), ValueCheck.NONE),

	LANGCHAIN4J_ENABLED("langchain4j.enabled", "true or false", "true", ValueCheck.NONE),

	LANGCHAIN4J_DEFAULT_CACHE("langchain4j.default-cache", "the name of a cache", "faq",
			ValueCheck.matching(MapKeys.PATTERN, "It is not a name."));

	static final String ANY_KEY = "<name>";

	static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(ClaudeCacheProperties.PREFIX);

	private final List<String> elements;

	private final String allowed;

	private final String example;

	private final ValueCheck check;

	KnownProperty(String pattern, String allowed, String example, ValueCheck check) {
		this.elements = List.of(pattern.split("\\."));
		this.allowed = allowed;
		this.example = example;
		this.check = check;
	}

	/**
	 * The parts of the name below the prefix, with {@code *} for a free one.
	 * @return the parts in the form with dashes
	 */
	List<String> elements() {
		return this.elements;
	}

	/**
	 * The values that can be used, in words.
	 * @return half a sentence
	 */
	String allowed() {
		return this.allowed;
	}

	/**
	 * A value that can be used.
	 * @return the value as text
	 */
	String example() {
		return this.example;
	}

	/**
	 * What to do about a wrong value.
	 * @param property the name as the developer has written it
	 * @return an instruction with an example
	 */
	String remedy(String property) {
		return "Change the value, for example to " + property + "=" + this.example
				+ ", or remove the property to get its default.";
	}

	/**
	 * Says what is wrong with a value.
	 * @param text the value as text, with placeholders resolved
	 * @param value the value in the property's type
	 * @return a sentence, or {@code null} if nothing is wrong
	 */
	@Nullable String problem(String text, Object value) {
		return this.check.problem(text, value);
	}

	/**
	 * Whether it is a setting of a cache.
	 * @return {@code true} if there is one for every cache
	 */
	boolean isOfCaches() {
		return "caches".equals(this.elements.get(0));
	}

	/**
	 * The last part of the name.
	 * @return the part in the form with dashes
	 */
	String last() {
		return this.elements.get(this.elements.size() - 1);
	}

	/**
	 * The whole name of this property.
	 * @param key what to put in the place of the {@code *}
	 * @return the name, with the key in brackets if it needs them
	 */
	String text(String key) {
		boolean simple = ANY_KEY.equals(key) || key.matches("[A-Za-z0-9-]+");
		String tail = String.join(".", this.elements);
		return ClaudeCacheProperties.PREFIX + "."
				+ (simple ? tail.replace("*", key) : tail.replace(".*", "[" + key + "]"));
	}

	/**
	 * The property of a name.
	 * @param name any name
	 * @return the property, or {@code null} if the name is not one of ours
	 */
	static @Nullable KnownProperty of(ConfigurationPropertyName name) {
		if (!PREFIX.isAncestorOf(name)) {
			return null;
		}
		return Arrays.stream(values()).filter((known) -> known.matches(name)).findFirst().orElse(null);
	}

	/**
	 * Whether a name stands for a group of properties.
	 * @param name a name below the prefix
	 * @return {@code true} if there are properties below it
	 */
	static boolean isGroup(ConfigurationPropertyName name) {
		int size = size(name);
		return Arrays.stream(values()).anyMatch((known) -> known.elements.size() > size && known.matches(name, size));
	}

	private boolean matches(ConfigurationPropertyName name) {
		return this.elements.size() == size(name) && matches(name, this.elements.size());
	}

	private boolean matches(ConfigurationPropertyName name, int size) {
		int offset = PREFIX.getNumberOfElements();
		for (int i = 0; i < size; i++) {
			String element = this.elements.get(i);
			boolean matches = "*".equals(element) ? !name.isNumericIndex(offset + i)
					: element.replace("-", "").equals(name.getElement(offset + i, Form.UNIFORM));
			if (!matches) {
				return false;
			}
		}
		return true;
	}

	private static int size(ConfigurationPropertyName name) {
		return name.getNumberOfElements() - PREFIX.getNumberOfElements();
	}

}
