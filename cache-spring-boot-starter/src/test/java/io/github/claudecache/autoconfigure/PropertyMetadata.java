package io.github.claudecache.autoconfigure;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.ClassUtils;

/**
 * The metadata that the compiler has generated for this module.
 */
final class PropertyMetadata {

	private static final Map<String, String> MAPS = Map.of("claude.cache.caches", "Cache", "claude.cache.volatility",
			"Volatility", "claude.cache.pricing.models", "Pricing$Price");

	private PropertyMetadata() {
	}

	/**
	 * Reads all properties below our prefix.
	 * @return the properties by name; those of a map with {@code <name>} in the place of
	 * the key
	 */
	static List<Property> read() {
		return properties("META-INF/spring-configuration-metadata.json", "")
			.filter((property) -> property.name().startsWith("claude.cache."))
			.flatMap((property) -> MAPS.containsKey(property.name()) ? inMap(property.name()) : Stream.of(property))
			.sorted(Comparator.comparing(Property::name))
			.toList();
	}

	/**
	 * Reads the properties that are maps.
	 * @return the maps
	 */
	static List<Property> readMaps() {
		return properties("META-INF/spring-configuration-metadata.json", "")
			.filter((property) -> MAPS.containsKey(property.name()))
			.toList();
	}

	static JsonNode file(String name) {
		try {
			Path classes = Path
				.of(ClaudeCacheProperties.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			return JsonMapper.shared().readTree(Files.readString(classes.resolve(name)));
		}
		catch (IOException | URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Stream<Property> inMap(String map) {
		String type = ClaudeCacheProperties.class.getName() + "$" + MAPS.get(map);
		return properties("META-INF/spring/configuration-metadata/" + type + ".json", map + ".<name>.");
	}

	private static Stream<Property> properties(String file, String prefix) {
		return StreamSupport.stream(file(file).get("properties").spliterator(), false)
			.map((node) -> new Property(prefix + node.get("name").asString(), type(node.get("type").asString()),
					node.path("defaultValue").asString(""), node.path("description").asString("")));
	}

	private static String type(String type) {
		if (type.contains("<")) {
			return type;
		}
		Class<?> resolved = ClassUtils.resolveClassName(type, null);
		return resolved.isEnum() ? Arrays.stream(resolved.getEnumConstants())
			.map((constant) -> "`" + constant.toString().toLowerCase(Locale.ROOT) + "`")
			.collect(Collectors.joining(", ")) : resolved.getSimpleName();
	}

	/**
	 * A property.
	 *
	 * @param name the whole name
	 * @param type the type in short, or the constants of an enumeration
	 * @param defaultValue the default, or an empty text
	 * @param description the description, or an empty text
	 */
	record Property(String name, String type, String defaultValue, String description) {
	}

}
