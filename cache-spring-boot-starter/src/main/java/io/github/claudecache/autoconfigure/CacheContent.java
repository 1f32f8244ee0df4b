package io.github.claudecache.autoconfigure;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import io.github.claudecache.config.ClaudeCacheConfigurationException;
import io.github.claudecache.request.FactorValue;
import io.github.claudecache.request.ToolDefinition;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * Loads what the requests of a cache have in common: the system prompt and the tools.
 */
final class CacheContent {

	private final WrittenProperties written;

	private final ResourceLoader resources;

	private final Function<String, FactorValue> json;

	CacheContent(WrittenProperties written, ResourceLoader resources, Function<String, FactorValue> json) {
		this.written = written;
		this.resources = resources;
		this.json = json;
	}

	/**
	 * Loads a system prompt.
	 * @param cache the name of the cache
	 * @param prompt the text or its location
	 * @return the text, or {@code null} if there is none
	 * @throws ClaudeCacheConfigurationException if the resource cannot be read
	 */
	@Nullable FactorValue systemPrompt(String cache, @Nullable String prompt) {
		if (prompt == null || !TextResource.isLocation(prompt)) {
			return (prompt != null) ? FactorValue.of(prompt) : null;
		}
		try {
			return FactorValue.of(TextResource.read(this.resources.getResource(prompt)));
		}
		catch (IllegalArgumentException ex) {
			throw failure(KnownProperty.CACHE_SYSTEM_PROMPT, cache, ex, "a text, or the location of a file in UTF-8");
		}
	}

	/**
	 * Loads definitions of tools.
	 * @param cache the name of the cache
	 * @param location where they are
	 * @return the definitions in their order, or {@code null} if there are none
	 * @throws ClaudeCacheConfigurationException if the resource cannot be read or is not
	 * an array of definitions
	 */
	@Nullable List<ToolDefinition> tools(String cache, @Nullable Resource location) {
		if (location == null) {
			return null;
		}
		try {
			return tools(this.json.apply(TextResource.read(location)));
		}
		catch (IllegalArgumentException ex) {
			throw failure(KnownProperty.CACHE_TOOLS, cache, ex,
					"the location of a JSON array of objects, each with a 'name' of its own");
		}
	}

	private ClaudeCacheConfigurationException failure(KnownProperty known, String cache, IllegalArgumentException cause,
			String allowed) {
		String reason = Printable.of(String.valueOf(cause.getMessage()));
		return this.written.failure(known, cache, reason, allowed,
				"Correct the location or the file. A location begins with 'classpath:' or 'file:', for example "
						+ known.example() + ".");
	}

	private static List<ToolDefinition> tools(FactorValue parsed) {
		if (!(parsed instanceof FactorValue.Ordered array)) {
			throw new IllegalArgumentException("The file has JSON, but not an array.");
		}
		Set<String> names = new HashSet<>();
		return array.items().stream().map((item) -> tool(item, names)).toList();
	}

	private static ToolDefinition tool(FactorValue item, Set<String> names) {
		if (item instanceof FactorValue.Members definition
				&& definition.members().get("name") instanceof FactorValue.Text name && !name.text().isBlank()) {
			if (!names.add(name.text())) {
				throw new IllegalArgumentException("Two tools have the name '" + name.text() + "'.");
			}
			TreeMap<String, FactorValue> rest = new TreeMap<>(definition.members());
			rest.remove("name");
			return new ToolDefinition(name.text(), FactorValue.Members.of(rest));
		}
		throw new IllegalArgumentException("Item " + names.size() + " of the array is not an object with a name.");
	}

}
