package io.github.claudecache.actuate;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.store.AnswerStore;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * An application with nothing but a cache and the actuator. Without Spring Security,
 * whose firewall would refuse what the endpoints have to refuse by themselves.
 */
@SpringBootConfiguration
@EnableAutoConfiguration(
		excludeName = { "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
				"org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration",
				"org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
				"org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
				"org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration",
				"org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration",
				"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
				"org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration",
				"org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
				"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration" })
class EndpointApplication {

	@Bean
	SwitchableStore store() {
		return new SwitchableStore();
	}

	@Bean
	ClaudeCache cache(AnswerStore store, ObjectProvider<ClaudeCacheListener> listeners) {
		return ClaudeCache.builder()
			.caches(CacheDefinition.of("faq", "reference"), CacheDefinition.of("prices", "dynamic"))
			.store(store)
			.listeners(listeners.orderedStream().toList())
			.build();
	}

}
