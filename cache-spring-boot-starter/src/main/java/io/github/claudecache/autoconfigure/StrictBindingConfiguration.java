package io.github.claudecache.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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

}
