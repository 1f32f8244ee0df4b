package io.github.claudecache.benchmarks.speed.server;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import io.github.claudecache.annotation.EnableClaudeCache;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A Spring Boot application with the starter, as its auto-configuration makes it.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableClaudeCache
public class ClaudeApplication {

	/**
	 * The name of our side.
	 */
	public static final String SIDE = "claude-cache";

	/**
	 * Starts it.
	 * @param redis where answers are kept
	 * @param properties the settings of its caches
	 * @param beans adds beans
	 * @return the running application
	 */
	public static ConfigurableApplicationContext start(MeasuredRedis redis, Map<String, Object> properties,
			Consumer<GenericApplicationContext> beans) {
		Map<String, Object> all = new HashMap<>(properties);
		all.put("spring.data.redis.host", redis.address().host());
		all.put("spring.data.redis.port", redis.address().port());
		all.put("claude.cache.store", "redis");
		all.put("claude.cache.namespace", redis.prefix(SIDE) + "answers");
		// A pause of a busy machine must not turn a hit into a miss, which ends the run.
		// The
		// timeout costs the same whatever its length.
		all.put("claude.cache.redis.operation-timeout", "5s");
		all.put("logging.level.root", "warn");
		return new SpringApplicationBuilder(ClaudeApplication.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.registerShutdownHook(false)
			.properties(all)
			.initializers((context) -> beans.accept((GenericApplicationContext) context))
			.run();
	}

}
