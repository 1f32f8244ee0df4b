package io.github.claudecache.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;

import io.github.claudecache.judgement.score.Preset;
import io.github.claudecache.request.CacheMode;
import io.github.claudecache.request.Semantic;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.Ordered;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

/**
 * The properties of the cache. What a value may be is checked while it is bound, by
 * {@link StrictBindHandler}; what several values mean together is checked by
 * {@link CoreValues} and {@link ConfiguredCaches}.
 *
 * @param enabled Whether answers are cached. When they are not, every call goes to
 * Claude.
 * @param namespace Prefix of everything the cache keeps, 1 to 64 of a-z, 0-9, ':', '.',
 * '_' and '-', beginning with a letter or a digit. Applications that share a store and
 * must not share answers need different ones.
 * @param schemaVersion Version of the namespace, 1 to 9999. A new version retires all
 * answers at once.
 * @param store Where answers are kept: in the 'memory' of this process, or on 'redis' for
 * all processes. 'auto' takes Redis only if the application says where it is: by
 * 'spring.data.redis.*', by connection details or by a connection factory of its own.
 * @param tenancy who is asking
 * @param volatility How long the answers of a class may be served, by the name of the
 * class, which is 1 to 64 letters, digits, '.', '_' and '-'. Built in are 'static' (7d),
 * 'reference' (24h), 'dynamic' (10m) and 'live' (never kept).
 * @param caches Settings of caches, by the name of the cache, which is 1 to 64 letters,
 * digits, '.', '_' and '-'. A name with a dot is written in brackets.
 * @param semantic answers to other wordings of a question
 * @param singleFlight callers that ask the same at the same time
 * @param audit how it is measured whether served answers were right
 * @param pricing what answers would have cost
 * @param admission which answers are kept
 * @param memory the bounds of the store in memory
 * @param redis the store on Redis
 * @param key how keys are made
 * @param interceptor the advice around annotated methods
 * @param anthropic calls of the Anthropic SDK
 * @param springAi calls of chat clients of Spring AI
 * @param langchain4j calls of LangChain4j
 */
@ConfigurationProperties(ClaudeCacheProperties.PREFIX)
record ClaudeCacheProperties(@DefaultValue("true") boolean enabled, @DefaultValue("claude:resp") String namespace,
		@DefaultValue("3") int schemaVersion, @DefaultValue("auto") StoreType store, @DefaultValue Tenancy tenancy,
		@DefaultValue Map<String, Volatility> volatility, @DefaultValue Map<String, Cache> caches,
		@DefaultValue OtherWordings semantic, @DefaultValue SingleFlight singleFlight,
		@NestedConfigurationProperty @DefaultValue AuditProperties audit, @DefaultValue Pricing pricing,
		@DefaultValue Admission admission, @DefaultValue Memory memory,
		@NestedConfigurationProperty @DefaultValue RedisProperties redis, @DefaultValue Key key,
		@DefaultValue Interceptor interceptor, @DefaultValue Anthropic anthropic, @DefaultValue SpringAi springAi,
		@DefaultValue LangChain4j langchain4j) {

	static final String PREFIX = "claude.cache";

	ClaudeCacheProperties {
		volatility = Map.copyOf(volatility);
		caches = Map.copyOf(caches);
	}

	/**
	 * Who is asking.
	 *
	 * @param required Whether a call without a tenant is passed on to Claude without
	 * being cached. By default it is as soon as the application has a TenantResolver.
	 */
	record Tenancy(@Nullable Boolean required) {
	}

	/**
	 * How long the answers of a class may be served.
	 *
	 * @param ttl Highest age of an answer when it is served, 1s to 365d. A class that is
	 * not built in needs one; 'live' cannot have one.
	 * @param jitter Share of the TTL by which an answer may be retired earlier, 0 to 0.5,
	 * so that answers kept together do not expire together. By default that of the
	 * built-in class, or 0.1.
	 * @param softCeiling Age above which an answer counts as old, 1s to 365d and at most
	 * the TTL. It is served all the same. By default three quarters of the TTL.
	 */
	@ConfigurationPropertiesSource
	record Volatility(@Nullable Duration ttl, @Nullable Double jitter, @Nullable Duration softCeiling) {
	}

	/**
	 * What answers would have cost.
	 *
	 * @param asOf Date of the prices. By default that of the built-in ones.
	 * @param models Prices in US dollars per million tokens, by the identifier of the
	 * model. They go before the built-in ones, which are those of the Claude API.
	 */
	record Pricing(@Nullable LocalDate asOf, @DefaultValue Map<String, Price> models) {

		Pricing {
			models = Map.copyOf(models);
		}

		/**
		 * What a model costs.
		 *
		 * @param input Price of a million tokens that are read, 0 to 10000.
		 * @param output Price of a million tokens that are written, 0 to 10000.
		 * @param cacheWrite Price of a million tokens that are written to Claude's own
		 * prompt cache, 0 to 10000. By default one and a quarter of the input price.
		 * @param cacheRead Price of a million tokens that are read from it, 0 to 10000.
		 * By default a tenth of the input price.
		 */
		@ConfigurationPropertiesSource
		record Price(@Nullable Double input, @Nullable Double output, @Nullable Double cacheWrite,
				@Nullable Double cacheRead) {
		}

	}

	/**
	 * Settings of a cache.
	 *
	 * @param mode What the cache does: 'serve' keeps and serves answers, 'off' passes
	 * every call on to Claude, 'shadow' does so too but decides what it would serve and
	 * compares it with what Claude answers.
	 * @param volatility Name of the class that bounds the age of the answers, where the
	 * annotation names none.
	 * @param revision Version of whatever else is behind the answers, such as a build, 1
	 * to 128 characters without control characters. A new revision retires all answers of
	 * this cache.
	 * @param model Identifier of the model of requests that name none, 1 to 256 visible
	 * ASCII characters without a space.
	 * @param systemPrompt System prompt of requests that have none: the text itself, or a
	 * location such as 'classpath:prompts/faq.txt' or 'file:/etc/prompts/faq.txt' of a
	 * file in UTF-8.
	 * @param tools Location of a JSON array with the definitions of the tools of requests
	 * that name none, as they are sent to Claude.
	 * @param semantic Whether answers to other wordings of a question are served: 'off'
	 * or 'guarded'. It goes before the annotation, which is off by default.
	 * @param audit what is different in the audit of this cache
	 */
	@ConfigurationPropertiesSource
	record Cache(@DefaultValue("serve") CacheMode mode, @Nullable String volatility, @Nullable String revision,
			@Nullable String model, @Nullable String systemPrompt, @Nullable Resource tools,
			@Nullable Semantic semantic, @DefaultValue OwnAudit audit) {

		/**
		 * The settings of a cache without properties.
		 */
		static final Cache UNSET = new Cache(CacheMode.SERVE, null, null, null, null, null, null,
				new OwnAudit(null, null, null));

		/**
		 * What is different in the audit of one cache.
		 *
		 * @param exactRate Share of exact hits that is audited, 0 to 1. By default that
		 * of all caches.
		 * @param semanticRate Share of hits by another wording that is audited, 0 to 1.
		 * By default that of all caches.
		 * @param budget Share of wrong answers among those to other wordings that the
		 * cache may serve, 0.0001 to 0.9999. By default that of all caches.
		 */
		@ConfigurationPropertiesSource
		record OwnAudit(@Nullable Double exactRate, @Nullable Double semanticRate, @Nullable Double budget) {
		}

	}

	/**
	 * Answers to other wordings of a question, for the caches that ask for them.
	 *
	 * @param preset How sure the judge has to be: 'strict', 'balanced' or 'lenient' are
	 * meant to serve at most 1, 3 or 8 of 100 questions that only look alike.
	 * @param index Where they are searched: 'memory' knows only what this process has
	 * stored, 'following' keeps what all processes have stored in the memory of each,
	 * 'vector-sets' asks Redis 8. 'auto' takes the last one that the store offers.
	 * @param selfTest Whether the embedding model and the judge have to pass a test of a
	 * few English questions before they are used.
	 * @param candidates How many of the nearest questions are judged, 1 to 100.
	 * @param floor Lowest cosine of a question that is judged, 0 to 1. What is further
	 * away is not looked at.
	 * @param deadline How long embedding a question and searching may take, 10ms to 10s.
	 * Afterwards Claude is asked, as if nothing had been found.
	 * @param maxTokens About how many tokens a question may have, 32 to 8192; three bytes
	 * are taken for one. A longer one, and one that the embedding model does not read
	 * from end to end, is only answered if it was asked in the same words.
	 * @param maxQuestions How many questions are remembered for each combination of
	 * tenant and everything else but the question, 1 to 1000000. Those that expire first
	 * go first.
	 * @param maxPartitions For how many combinations of tenant and everything else but
	 * the question they are remembered at the same time, 1 to 1000000. Those that were
	 * used least recently go first.
	 */
	record OtherWordings(@DefaultValue("strict") Preset preset, @DefaultValue("auto") IndexType index,
			@DefaultValue("true") boolean selfTest, @DefaultValue("5") int candidates,
			@DefaultValue("0.5") double floor, @DefaultValue("200ms") Duration deadline,
			@DefaultValue("256") int maxTokens, @DefaultValue("10000") int maxQuestions,
			@DefaultValue("1000") int maxPartitions, @DefaultValue Verifier verifier,
			@DefaultValue CrossEncoder crossEncoder, @DefaultValue Judge judge) {

		/**
		 * What the judge is unsure about, where there is somebody to ask: a verifier.
		 *
		 * @param from Lowest score that a verifier is asked about, 0 to 1. From the score
		 * of the preset on, nobody is asked.
		 * @param deadline How long a question waits for verifiers, 10ms to 60s.
		 * Afterwards Claude is asked, as if they had said no.
		 * @param remembered How many verdicts are remembered, 0 to 1000000.
		 */
		record Verifier(@DefaultValue("0.5") double from, @DefaultValue("3s") Duration deadline,
				@DefaultValue("10000") int remembered) {
		}

		/**
		 * A verifier in this process: a cross-encoder.
		 *
		 * @param model File of the model in ONNX. Without it there is no cross-encoder.
		 * @param tokenizer The model's tokenizer.json.
		 * @param threshold Least probability that means yes, 0 to 1.
		 * @param maxTokens How many tokens two questions may have together, 8 to 8192.
		 * More is a no.
		 */
		record CrossEncoder(@Nullable Path model, @Nullable Path tokenizer, @DefaultValue("0.9") double threshold,
				@DefaultValue("256") int maxTokens) {
		}

		/**
		 * A verifier that asks a small Claude model.
		 *
		 * @param enabled Whether it is asked.
		 * @param apiKey Key of the Messages API. It needs one if it is asked.
		 * @param baseUrl Where the Messages API is.
		 * @param model Identifier of the model.
		 * @param maxConcurrent How many calls may run at the same time, 1 to 1000. What
		 * is beyond counts as a no.
		 */
		record Judge(@DefaultValue("false") boolean enabled, @Nullable String apiKey,
				@DefaultValue("https://api.anthropic.com") String baseUrl,
				@DefaultValue("claude-haiku-4-5") String model, @DefaultValue("16") int maxConcurrent) {

			// The generated form would print the key.
			@Override
			public String toString() {
				return "Judge[baseUrl=" + this.baseUrl + ", model=" + this.model + "]";
			}

		}

	}

	/**
	 * Callers that ask the same at the same time.
	 *
	 * @param waitLimit How long a caller waits for another one that is asking Claude the
	 * same, 1s to 10m. Afterwards it asks Claude itself.
	 * @param callsWithoutStore How many callers may ask Claude the same at the same time
	 * while the store cannot be asked, 1 to 1000. Others wait for the next call to begin
	 * and share its answer.
	 */
	record SingleFlight(@DefaultValue("30s") Duration waitLimit, @DefaultValue("4") int callsWithoutStore) {
	}

	/**
	 * Which answers are kept.
	 *
	 * @param maxAnswerSize Largest answer that is kept, 1KB to 64MB.
	 */
	record Admission(@DefaultValue("1MB") DataSize maxAnswerSize) {
	}

	/**
	 * The bounds of the store in memory. What does not fit costs hits, never correctness.
	 *
	 * @param maxSize About how much memory answers may take, 1MB to 1TB.
	 * @param maxTenants Number of tenants whose answers are kept at the same time, 1 to
	 * 1000000.
	 * @param maxTagsPerTenant Number of invalidated tags that are remembered one by one
	 * for a tenant, 1 to 1000000. Beyond it, all older answers of the tenant are retired.
	 */
	record Memory(@DefaultValue("64MB") DataSize maxSize, @DefaultValue("10000") int maxTenants,
			@DefaultValue("10000") int maxTagsPerTenant) {
	}

	/**
	 * How keys are made.
	 *
	 * @param foldCase Whether questions that differ only in the case of the first letter
	 * of plain words share an answer. Code, identifiers and abbreviations are never
	 * folded.
	 */
	record Key(@DefaultValue("false") boolean foldCase) {
	}

	/**
	 * The advice around annotated methods.
	 *
	 * @param order Order of the advice among others. It must stay above that of method
	 * security (600), or a hit would be served to callers without the right to ask, and
	 * below that of transactions (2147483647).
	 */
	record Interceptor(@DefaultValue(DEFAULT_ORDER + "") int order) {

		// Spring Security 7.1: the last of AuthorizationInterceptorsOrder is POST_FILTER
		// with 600. Spring Framework 7.0: the advice of @EnableTransactionManagement and
		// @EnableCaching has LOWEST_PRECEDENCE by default. The distance leaves room for
		// advice that belongs between the cache and the transaction. No order reaches the
		// advice of @EnableResilientMethods, which is put in front of all others later.
		static final int DEFAULT_ORDER = Ordered.LOWEST_PRECEDENCE - 200;

	}

	/**
	 * Calls of the Anthropic SDK.
	 *
	 * @param enabled Whether clients of the Anthropic SDK that are beans get an
	 * interceptor. It asks the cache that a call names in the header 'x-claude-cache'.
	 * @param defaultCache Name of the cache of calls that name none. Without it they go
	 * to Claude, as do calls with an empty header.
	 */
	record Anthropic(@DefaultValue("true") boolean enabled, @Nullable String defaultCache) {
	}

	/**
	 * Calls of chat clients of Spring AI.
	 *
	 * @param enabled Whether chat clients that are built from the builder that is a bean
	 * get an advisor. It asks the cache that a call names in the advisor parameter
	 * 'claude.cache.name'.
	 * @param defaultCache Name of the cache of calls that name none. Without it they go
	 * to Claude, as do calls with an empty parameter.
	 * @param order Order of the advisor among others. No advisor may be behind it but
	 * Spring AI's own that asks the model (2147483647): what is sent could not be seen,
	 * and calls are not cached.
	 */
	record SpringAi(@DefaultValue("true") boolean enabled, @Nullable String defaultCache,
			@DefaultValue(DEFAULT_ORDER + "") int order) {

		// That of the advisor, whose class may not be loaded without Spring AI.
		static final int DEFAULT_ORDER = Ordered.LOWEST_PRECEDENCE - 100;

	}

	/**
	 * Calls of LangChain4j.
	 *
	 * @param enabled Whether chat models of LangChain4j that are beans get the cache
	 * before them. It is the one that a call names in the attribute 'x-claude-cache' of
	 * its options.
	 * @param defaultCache Name of the cache of calls that name none. Without it they go
	 * to the model, as do calls with an empty attribute.
	 */
	record LangChain4j(@DefaultValue("true") boolean enabled, @Nullable String defaultCache) {
	}

}
