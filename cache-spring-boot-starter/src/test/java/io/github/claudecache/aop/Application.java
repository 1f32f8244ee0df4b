package io.github.claudecache.aop;

import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration;
import io.github.claudecache.config.ClaudeCacheConfigurationException;
import io.github.claudecache.testsupport.EventLog;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application that uses the cache, without the beans that a test is about.
 */
final class Application {

	private Application() {
	}

	/**
	 * An application with beans of the given classes and a log of what the cache does.
	 */
	static ApplicationContextRunner with(Class<?>... beans) {
		ApplicationContextRunner runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ClaudeCacheAutoConfiguration.class, AopAutoConfiguration.class))
			.withUserConfiguration(CacheConfiguration.class);
		for (Class<?> bean : beans) {
			runner = runner.withBean(bean);
		}
		return runner;
	}

	/**
	 * What a developer is told who starts an application with such a bean.
	 */
	static ClaudeCacheConfigurationException refusalOf(Class<?>... beans) {
		return refusalOf(with(beans));
	}

	static ClaudeCacheConfigurationException refusalOf(ApplicationContextRunner runner) {
		Throwable[] refusal = new Throwable[1];
		runner.run((context) -> {
			Throwable failure = context.getStartupFailure();
			while (failure != null && !(failure instanceof ClaudeCacheConfigurationException)) {
				failure = failure.getCause();
			}
			if (failure == null) {
				throw new AssertionError("Nothing says what is wrong", context.getStartupFailure());
			}
			refusal[0] = failure;
		});
		return (ClaudeCacheConfigurationException) refusal[0];
	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class CacheConfiguration {

		@Bean
		EventLog events() {
			return new EventLog();
		}

	}

}
