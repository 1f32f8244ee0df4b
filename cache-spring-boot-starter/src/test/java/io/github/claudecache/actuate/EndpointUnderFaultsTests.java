package io.github.claudecache.actuate;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisFault;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.github.claudecache.testsupport.redis.RedisProxy;
import io.github.claudecache.testsupport.redis.RedisServers;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * P2: whatever happens to Redis, an invalidation over HTTP that is answered with 200
 * holds on every node; everything else is a 503 that may be repeated. Two applications:
 * one takes the invalidations and reaches Redis through the fault, the other one reaches
 * it directly.
 */
class EndpointUnderFaultsTests {

	private static final Log logger = LogFactory.getLog(EndpointUnderFaultsTests.class);

	// Under all faults together; ten thousand with the given property.
	private static final int INVALIDATIONS = Integer.getInteger("claudecache.faults.invalidations", 1200);

	// A quarter each: before and at the onset, during the outage, at its end, and after.
	private static final int QUARTER = 1 + (INVALIDATIONS - 1) / (4 * RedisFault.values().length);

	// A full server forgets more than it was asked to, a slow one answers in the end.
	private static final Set<RedisFault> CONFIRMING = EnumSet.of(RedisFault.OUT_OF_MEMORY, RedisFault.SLOW);

	private static RedisProcess redis;

	private static RedisProxy proxy;

	private static ServletWebServerApplicationContext application;

	private static ServletWebServerApplicationContext other;

	@BeforeAll
	static void start() {
		redis = RedisProcess.start(RedisServers.newest(), "--save", "");
		proxy = RedisProxy.before(redis);
		application = application(proxy.port());
		other = application(redis.port());
		// One line for each invalidation would hide everything else.
		log(LogLevel.OFF);
	}

	@AfterAll
	static void stop() {
		log(null);
		other.close();
		application.close();
		proxy.close();
		redis.close();
	}

	@ParameterizedTest
	@EnumSource
	void p2WhatIsConfirmedHoldsAndWhatIsNotMayBeRepeated(RedisFault fault) {
		SourceVersions sources = new SourceVersions();
		application.getBean(ClaudeCache.class).invalidation().invalidateEverything();
		try (Readers here = Readers.of("takes invalidations", application.getBean(ClaudeCache.class), sources);
				Readers there = Readers.of("is told nothing", other.getBean(ClaudeCache.class), sources)) {
			RawHttp http = new RawHttp(application.getWebServer().getPort());
			Invalidators invalidators = Invalidators.of(http, sources, List.of(here, there));
			long refused;
			try (invalidators) {
				here.awaitHits(100);
				there.awaitHits(100);
				// What a killed server comes back with.
				redis.command("SAVE");
				invalidators.allow(QUARTER);
				invalidators.awaitLeft(QUARTER / 2);
				long refusedBefore = invalidators.refused();

				invalidators.change(SourceVersions.SOURCES / 2);
				fault.begin(redis, proxy);
				invalidators.allow(QUARTER);
				invalidators.awaitLeft(0);
				refused = invalidators.refused() - refusedBefore;
				invalidators.allow(QUARTER);
				fault.end(redis, proxy);
				invalidators.awaitLeft(0);
				here.awaitHits(100);
				there.awaitHits(100);
				invalidators.change(SourceVersions.SOURCES);
				invalidators.allow(QUARTER);
				invalidators.awaitLeft(0);
			}
			here.awaitHits(100);
			there.awaitHits(100);

			logger.info(fault + ": " + invalidators.confirmed() + " confirmed, " + invalidators.refused() + " refused");
			assertThat(here.violations()).isEmpty();
			assertThat(there.violations()).isEmpty();
			assertThat(refused > 0 || CONFIRMING.contains(fault)).as("something was refused").isTrue();
		}
	}

	private static ServletWebServerApplicationContext application(int redisPort) {
		ServletWebServerApplicationContext started = (ServletWebServerApplicationContext) new SpringApplicationBuilder(
				Application.class)
			.registerShutdownHook(false)
			.run("--server.port=0", "--spring.jmx.enabled=false", "--spring.data.redis.port=" + redisPort,
					"--claude.cache.caches.faq.volatility=reference",
					"--management.endpoints.web.exposure.include=claudecachetags",
					"--management.endpoint.claudecachetags.access=unrestricted");
		AnswerStore store = started.getBean(AnswerStore.class);
		Eventually.holds("Redis is available", () -> store.status().available());
		return started;
	}

	private static void log(@Nullable LogLevel level) {
		LoggingSystem.get(EndpointUnderFaultsTests.class.getClassLoader())
			.setLogLevel(AuditedInvalidations.class.getName(), level);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableClaudeCache
	@EnableAutoConfiguration(exclude = { DataSourceAutoConfiguration.class, R2dbcAutoConfiguration.class })
	static class Application {

		@Bean
		SecurityFilterChain everybodyIsAnOperator(HttpSecurity http) {
			return http.csrf((csrf) -> csrf.disable())
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.build();
		}

	}

}
