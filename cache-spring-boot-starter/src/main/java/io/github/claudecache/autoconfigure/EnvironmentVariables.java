package io.github.claudecache.autoconfigure;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * How the variables of the environment name properties: without capital letters and
 * dashes, so that {@code CLAUDE_CACHE_SCHEMAVERSION} and, as an older form,
 * {@code CLAUDE_CACHE_SCHEMA_VERSION} are {@code claude.cache.schema-version}. Spring
 * Boot knows the older form only when it looks for a name, not when it lists the names.
 */
final class EnvironmentVariables {

	// Kubernetes and Docker tell every container about a service that is called
	// claude-cache, or begins so, with variables of these forms.
	private static final Pattern SERVICE_LINK = Pattern
		.compile("(.+\\.)?(service\\.(host|port(\\..+)?)|port(\\[\\d+]\\.(tcp|udp|sctp)(\\.(proto|port|addr))?)?)");

	private EnvironmentVariables() {
	}

	/**
	 * Whether properties come from the environment.
	 * @param source a source of properties
	 * @return {@code true} if its names are those of variables
	 */
	static boolean isSource(ConfigurationPropertySource source) {
		return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
	}

	/**
	 * The recommended variable of a property.
	 * @param property the name of a property
	 * @return the name of the variable
	 */
	static String variable(String property) {
		return property.replace("-", "").replaceAll("[^A-Za-z0-9]+", "_").toUpperCase(Locale.ROOT);
	}

	/**
	 * Whether a variable says where a service of the container's network is.
	 * @param name a name below our prefix, as it is listed
	 * @return {@code true} if it has such a form
	 */
	static boolean isServiceLink(ConfigurationPropertyName name) {
		return SERVICE_LINK.matcher(tail(name)).matches();
	}

	/**
	 * Whether Spring Boot reads a variable for one of our properties.
	 * @param name a name below our prefix, as it is listed
	 * @param keys the names of caches and classes that are written elsewhere
	 * @return {@code true} if it does
	 */
	static boolean isRead(ConfigurationPropertyName name, Collection<String> keys) {
		int position = KnownProperty.PREFIX.getNumberOfElements() + 1;
		Set<String> candidates = new HashSet<>(keys);
		candidates.add((name.getNumberOfElements() > position) ? name.getElement(position, Form.UNIFORM)
				: KnownProperty.ANY_KEY);
		String tail = tail(name);
		for (KnownProperty known : KnownProperty.values()) {
			for (String key : candidates) {
				String property = String.join(".", known.elements()).replace("*", key.toLowerCase(Locale.ROOT));
				if (tail.equals(property.replace("-", ""))
						|| tail.equals(property.replace('-', '.').replace('_', '.'))) {
					return true;
				}
			}
		}
		return false;
	}

	private static String tail(ConfigurationPropertyName name) {
		return name.subName(KnownProperty.PREFIX.getNumberOfElements()).toString();
	}

}
