package io.github.claudecache.actuate;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.aop.Tenants;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.store.AnswerStore;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;

/**
 * An application with nothing but a cache and the actuator. Without Spring Security,
 * whose firewall would refuse what the endpoints have to refuse by themselves.
 */
@SpringBootConfiguration
@EnableAutoConfiguration(excludeName = { "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
		"org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
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

	@Bean
	Invalidated invalidated() {
		return new Invalidated();
	}

	@Bean
	@ConditionalOnBooleanProperty("test.tenant-required")
	Tenants tenants() {
		return new Tenants(null, null, true);
	}

	@Bean
	NaiveEndpoint naiveEndpoint() {
		return new NaiveEndpoint();
	}

	/**
	 * Which tags were really voided.
	 */
	static class Invalidated implements ClaudeCacheListener {

		private final List<Set<Tag>> tags = new CopyOnWriteArrayList<>();

		@Override
		public void onEvent(CacheEvent event) {
			if (event instanceof CacheEvent.Invalidated invalidated) {
				this.tags.add(invalidated.invalidation().tags());
			}
		}

		List<Set<Tag>> tags() {
			return this.tags;
		}

	}

	/**
	 * An endpoint that takes its selector as it comes: the control.
	 */
	@Endpoint(id = "naive")
	static class NaiveEndpoint {

		@DeleteOperation
		String delete(@Selector String tag) {
			return "deleted " + tag;
		}

	}

}
