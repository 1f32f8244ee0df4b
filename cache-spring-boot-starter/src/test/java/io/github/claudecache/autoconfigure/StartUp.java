package io.github.claudecache.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Starts a real application with one configuration file, variables of the environment and
 * arguments.
 */
final class StartUp {

	private final Path directory;

	private final Map<String, Object> variables = new HashMap<>();

	private String file = "application.properties";

	private String content = "";

	private String[] arguments = {};

	StartUp(Path directory) {
		this.directory = directory;
	}

	StartUp properties(String content) {
		return file("application.properties", content);
	}

	StartUp yaml(String content) {
		return file("application.yaml", content);
	}

	StartUp variable(String name, String value) {
		this.variables.put(name, value);
		return this;
	}

	StartUp arguments(String... arguments) {
		this.arguments = arguments;
		return this;
	}

	private StartUp file(String file, String content) {
		this.file = file;
		this.content = content;
		return this;
	}

	/**
	 * Starts the application.
	 * @return {@code null}, or what stopped the start-up
	 */
	RuntimeException run() {
		return run((context) -> {
		});
	}

	/**
	 * Starts the application.
	 * @param started is given the running application
	 * @return {@code null}, or what stopped the start-up
	 */
	RuntimeException run(Consumer<ConfigurableApplicationContext> started) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setEnvironment(new TestEnvironment(this.variables));
		application.setRegisterShutdownHook(false);
		String[] all = new String[this.arguments.length + 3];
		System.arraycopy(this.arguments, 0, all, 0, this.arguments.length);
		all[all.length - 3] = "--spring.config.location=" + write();
		all[all.length - 2] = "--spring.main.banner-mode=off";
		all[all.length - 1] = "--spring.jmx.enabled=false";
		try (ConfigurableApplicationContext context = application.run(all)) {
			started.accept(context);
			return null;
		}
		catch (RuntimeException ex) {
			return ex;
		}
	}

	private String write() {
		try {
			return Files.writeString(this.directory.resolve(this.file), this.content).toUri().toString();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	@ImportAutoConfiguration(ClaudeCacheAutoConfiguration.class)
	static class Application {

		@Bean
		HelpDesk helpDesk() {
			return new HelpDesk();
		}

	}

	static class HelpDesk {

		@ClaudeCached(name = "faq", volatility = "reference", trust = true)
		public String answer(@CacheMessage String question) {
			return "About " + question;
		}

		@ClaudeCached(name = "help-desk", volatility = "dynamic", trust = true)
		public String help(@CacheMessage String question) {
			return "Help with " + question;
		}

	}

	private static final class TestEnvironment extends StandardEnvironment {

		private final Map<String, Object> variables;

		TestEnvironment(Map<String, Object> variables) {
			super(new MutablePropertySources());
			this.variables = variables;
			getPropertySources().replace(SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					new SystemEnvironmentPropertySource(SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, this.variables));
		}

	}

}
