package io.github.claudecache.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.github.claudecache.config.ClaudeCacheConfigurationException;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;

/**
 * The names that the application chooses: of its caches, or of its volatility classes.
 * <p>
 * Spring Boot reads {@code caches.helpDesk} and {@code caches.help-desk} as two names
 * with the same values, so a second spelling would be a second cache that looks like the
 * first. Two spellings are refused, except that of an environment variable, which has
 * neither capital letters nor dashes: it overrides the name that is spelt elsewhere.
 */
final class MapKeys {

	static final String PATTERN = "[A-Za-z0-9._-]{1,64}";

	static final String ALLOWED = "1 to 64 letters, digits, '.', '_' and '-'";

	private final ConfigurationPropertyName root;

	// What somebody has written, by the plain form of the name and then by its spelling.
	private final Map<String, Map<String, ConfigurationProperty>> written = new TreeMap<>();

	private final Map<String, ConfigurationProperty> variables = new TreeMap<>();

	/**
	 * Collects the spellings.
	 * @param group the map's name below the prefix
	 * @param sources where properties are written
	 */
	MapKeys(String group, Iterable<ConfigurationPropertySource> sources) {
		this.root = KnownProperty.PREFIX.append(group);
		for (ConfigurationPropertySource source : sources) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				collect(iterable);
			}
		}
	}

	/**
	 * Gives every value the name that it is meant for.
	 * @param <V> the type of the values
	 * @param bound the values by the names that Spring Boot has bound
	 * @param known names that exist anyway
	 * @return the values by name
	 * @throws ClaudeCacheConfigurationException if a name is malformed or spelt in two
	 * ways
	 */
	<V> Map<String, V> settle(Map<String, V> bound, Set<String> known) {
		Map<String, V> settled = new LinkedHashMap<>();
		new TreeMap<>(bound).forEach((key, value) -> {
			String name = spelling(key, known);
			V present = settled.putIfAbsent(name, value);
			if (present != null && !present.equals(value)) {
				throw ambiguousVariable(key, name);
			}
		});
		return settled;
	}

	private void collect(IterableConfigurationPropertySource source) {
		names(source).forEach((name) -> {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			String key = name.getElement(this.root.getNumberOfElements(), Form.ORIGINAL);
			if (property != null && EnvironmentVariables.isSource(source)) {
				this.variables.putIfAbsent(key, property);
			}
			else if (property != null) {
				this.written.computeIfAbsent(plain(key), (plain) -> new TreeMap<>()).putIfAbsent(key, property);
			}
		});
	}

	private Stream<ConfigurationPropertyName> names(IterableConfigurationPropertySource source) {
		return source.stream().filter(this.root::isAncestorOf);
	}

	private String spelling(String key, Set<String> known) {
		Map<String, ConfigurationProperty> properties = this.written.getOrDefault(plain(key), Map.of());
		Set<String> spellings = new TreeSet<>(properties.keySet());
		known.stream().filter((name) -> plain(name).equals(plain(key))).forEach(spellings::add);
		if (spellings.size() > 1) {
			throw severalSpellings(spellings, properties);
		}
		String name = spellings.isEmpty() ? key : spellings.iterator().next();
		if (!name.matches(PATTERN)) {
			throw malformed(name);
		}
		return name;
	}

	private ClaudeCacheConfigurationException severalSpellings(Set<String> spellings,
			Map<String, ConfigurationProperty> properties) {
		String names = "'" + String.join("' and '", spellings) + "'";
		List<PropertyProblem> problems = new ArrayList<>();
		properties.values()
			.forEach((property) -> problems.add(PropertyProblem.of(property,
					"The names " + names + " differ in capital letters, dashes or underscores only.",
					"one spelling of a name")));
		return PropertyProblem.failure("A name under '" + this.root + "' is spelt in several ways:", problems,
				"Write the name in the same way everywhere.");
	}

	private ClaudeCacheConfigurationException malformed(String name) {
		ConfigurationProperty property = this.written.getOrDefault(plain(name), this.variables).get(name);
		String reason = "'" + Printable.of(name) + "' cannot be a name under '" + this.root + "'.";
		String action = "Choose a name of " + ALLOWED + ".";
		if (property == null) {
			return new ClaudeCacheConfigurationException(reason, action);
		}
		return PropertyProblem.of(property, reason, ALLOWED).failure(action);
	}

	// CLAUDE_CACHE_CACHES_HELPDESK_SYSTEM_PROMPT is read for 'helpdesk' only.
	private ClaudeCacheConfigurationException ambiguousVariable(String key, String name) {
		String reason = "The variables of '" + key + "' are not all read for '" + name + "'.";
		String action = "Write a variable in capital letters, with '_' for a dot and with nothing for a dash, for example "
				+ EnvironmentVariables.variable(this.root + "." + name) + "_SYSTEMPROMPT.";
		ConfigurationProperty variable = this.variables.get(key);
		if (variable == null) {
			return new ClaudeCacheConfigurationException(reason, action);
		}
		return PropertyProblem.of(variable, reason, "'_' for a dot, nothing for a dash").failure(action);
	}

	/**
	 * The form in which Spring Boot compares names.
	 * @param key a name
	 * @return the name without dashes and underscores and in lower case
	 */
	static String plain(String key) {
		return key.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
	}

}
