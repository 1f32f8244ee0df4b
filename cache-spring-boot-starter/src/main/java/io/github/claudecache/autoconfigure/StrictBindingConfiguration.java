package io.github.claudecache.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Binds {@link ClaudeCacheProperties} strictly.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClaudeCacheProperties.class)
class StrictBindingConfiguration {

	// Static, because it is needed before any bean is processed.
	@Bean
	static ConfigurationPropertiesBindHandlerAdvisor claudeCacheStrictBinding() {
		return StrictBindHandler::new;
	}

	@Bean
	WrittenProperties claudeCacheWrittenProperties(ConfigurableEnvironment environment) {
		return new WrittenProperties(environment);
	}

	@Bean
	CoreValues claudeCacheCoreValues(ClaudeCacheProperties properties, WrittenProperties written) {
		return new CoreValues(properties, written);
	}

}
