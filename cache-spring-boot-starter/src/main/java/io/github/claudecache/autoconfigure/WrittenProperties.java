package io.github.claudecache.autoconfigure;

import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.github.claudecache.config.ClaudeCacheConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * What is written in the environment, for the report about values that turn out to be
 * wrong only after they were bound.
 */
final class WrittenProperties {

	private final Iterable<ConfigurationPropertySource> sources;

	WrittenProperties(ConfigurableEnvironment environment) {
		this.sources = ConfigurationPropertySources.from(environment.getPropertySources());
	}

	Iterable<ConfigurationPropertySource> sources() {
		return this.sources;
	}

	/**
	 * Whether a property is written anywhere.
	 * @param known the property
	 * @param key the name that the application has chosen
	 * @return {@code true} if it is
	 */
	boolean contains(KnownProperty known, String key) {
		return find(known, key) != null;
	}

	/**
	 * The failure for a value that cannot be used.
	 * @param known the property
	 * @param key the name that the application has chosen
	 * @param reason a sentence
	 * @param allowed the values that can be used
	 * @param action what to do
	 * @return the failure
	 */
	ClaudeCacheConfigurationException failure(KnownProperty known, String key, String reason, String allowed,
			String action) {
		ConfigurationProperty property = find(known, key);
		PropertyProblem problem = (property != null) ? PropertyProblem.of(property, reason, allowed)
				: new PropertyProblem(known.text(key), null, null, reason, allowed);
		return problem.failure(action);
	}

	// A key in brackets keeps its capital letters, one without does not, so the two are
	// different names.
	private @Nullable ConfigurationProperty find(KnownProperty known, String key) {
		return Stream.of(known.text(key), known.text("[" + key + "]"))
			.map((text) -> ConfigurationPropertyName.adapt(text, '.'))
			.flatMap((name) -> StreamSupport.stream(this.sources.spliterator(), false)
				.map((source) -> source.getConfigurationProperty(name)))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

}
