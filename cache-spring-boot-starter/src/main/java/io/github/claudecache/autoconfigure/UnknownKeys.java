package io.github.claudecache.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.github.claudecache.config.ClaudeCacheConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Finds the names below our prefix that nothing reads. Spring Boot ignores them, so that
 * a misspelt setting would silently be the default.
 */
final class UnknownKeys {

	private static final int KEY_POSITION = KnownProperty.PREFIX.getNumberOfElements() + 1;

	private final List<PropertyProblem> unknown = new ArrayList<>();

	private final List<PropertyProblem> repeated = new ArrayList<>();

	// What the application has named, where names can be told apart.
	private final Set<String> keys;

	private UnknownKeys(List<IterableConfigurationPropertySource> sources) {
		this.keys = sources.stream()
			.filter((source) -> !EnvironmentVariables.isSource(source))
			.flatMap(UnknownKeys::names)
			.filter((name) -> name.getNumberOfElements() > KEY_POSITION)
			.map((name) -> name.getElement(KEY_POSITION, Form.ORIGINAL))
			.collect(Collectors.toSet());
		sources.forEach(this::collect);
	}

	/**
	 * Checks all names that can be listed.
	 * @param sources where properties are written
	 * @throws ClaudeCacheConfigurationException if nothing reads one of them, or if one
	 * is written twice in the same place
	 */
	static void check(Iterable<ConfigurationPropertySource> sources) {
		UnknownKeys keys = new UnknownKeys(StreamSupport.stream(sources.spliterator(), false)
			.filter(IterableConfigurationPropertySource.class::isInstance)
			.map(IterableConfigurationPropertySource.class::cast)
			.toList());
		if (!keys.unknown.isEmpty()) {
			throw failure(keys.unknown);
		}
		if (!keys.repeated.isEmpty()) {
			throw PropertyProblem.failure("There are properties that are written twice in the same place:",
					keys.repeated, "Remove one of the two.");
		}
	}

	/**
	 * The failure for a property that nothing reads.
	 * @param property the property
	 * @return the failure
	 */
	static ClaudeCacheConfigurationException failure(ConfigurationProperty property) {
		return failure(List.of(PropertyProblem.of(property, KeySuggestion.reason(property.getName()), null)));
	}

	private static ClaudeCacheConfigurationException failure(List<PropertyProblem> problems) {
		String names = Arrays.stream(KnownProperty.values())
			.map((known) -> "%n    %s".formatted(known.text(KnownProperty.ANY_KEY)))
			.sorted()
			.collect(Collectors.joining());
		return PropertyProblem.failure("There are properties under 'claude.cache' that cannot be used:", problems,
				"Correct the name or remove the property. These properties exist:%n%s".formatted(names));
	}

	private void collect(IterableConfigurationPropertySource source) {
		Set<ConfigurationPropertyName> seen = new HashSet<>();
		names(source).forEach((name) -> {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property == null) {
				return;
			}
			String reason = EnvironmentVariables.isSource(source) ? reasonForVariable(name) : reason(property);
			if (reason != null) {
				this.unknown.add(PropertyProblem.of(property, reason, null));
			}
			else if (!seen.add(name)) {
				this.repeated.add(PropertyProblem.of(property,
						"It is written as " + spellings(source, name) + "; which of them counts is left to chance.",
						"one spelling of a name"));
			}
		});
	}

	private @Nullable String reasonForVariable(ConfigurationPropertyName name) {
		boolean right = EnvironmentVariables.isRead(name, this.keys) || EnvironmentVariables.isServiceLink(name);
		return right ? null : KeySuggestion.reasonForVariable(name);
	}

	private static @Nullable String reason(ConfigurationProperty property) {
		ConfigurationPropertyName name = property.getName();
		// In YAML, a name with nothing below it.
		boolean emptyGroup = KnownProperty.isGroup(name) && String.valueOf(property.getValue()).isBlank();
		return (emptyGroup || KnownProperty.of(name) != null) ? null : KeySuggestion.reason(name);
	}

	private static String spellings(ConfigurationPropertySource source, ConfigurationPropertyName name) {
		if (!(source.getUnderlyingSource() instanceof EnumerablePropertySource<?> enumerable)) {
			return "'" + name + "' in two ways";
		}
		return Arrays.stream(enumerable.getPropertyNames())
			.filter((written) -> ConfigurationPropertyName.adapt(written, '.').equals(name))
			.map((written) -> "'" + Printable.of(written) + "'")
			.sorted()
			.collect(Collectors.joining(" and as "));
	}

	private static Stream<ConfigurationPropertyName> names(IterableConfigurationPropertySource source) {
		return source.stream().filter(KnownProperty.PREFIX::isAncestorOf);
	}

}
