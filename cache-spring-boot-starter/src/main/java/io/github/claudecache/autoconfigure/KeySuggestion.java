package io.github.claudecache.autoconfigure;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * Says why nothing reads a name, and which one was probably meant.
 */
final class KeySuggestion {

	private static final int OFFSET = KnownProperty.PREFIX.getNumberOfElements();

	private KeySuggestion() {
	}

	/**
	 * The reason for a name in a file, an argument or the like.
	 * @param name a name that nothing reads
	 * @return one or two sentences
	 */
	static String reason(ConfigurationPropertyName name) {
		int size = name.getNumberOfElements();
		if (size > OFFSET + 1 && name.isNumericIndex(OFFSET + 1)) {
			return "It is a list, but caches and volatility classes have names.";
		}
		if (name.isNumericIndex(size - 1) && KnownProperty.of(name.getParent()) != null) {
			return "It is a list, but '" + name.getParent() + "' takes one value.";
		}
		if (KnownProperty.isGroup(name)) {
			return "It is a group of properties and takes no value of its own."
					+ Suggestions.question(sameEnd(name.getLastElement(Form.ORIGINAL)));
		}
		return "No such property exists." + Suggestions.question(candidates(name, "."));
	}

	/**
	 * The reason for a variable of the environment.
	 * @param name a name that nothing reads
	 * @return a few sentences
	 */
	static String reasonForVariable(ConfigurationPropertyName name) {
		List<String> variables = candidates(name, "").stream().map(EnvironmentVariables::variable).toList();
		return "No property is set by a variable of this name." + Suggestions.question(variables)
				+ " A variable that is not meant for the cache must not begin with CLAUDE_CACHE_.";
	}

	private static List<String> candidates(ConfigurationPropertyName name, String keySeparator) {
		List<String> elements = IntStream.range(OFFSET, name.getNumberOfElements())
			.mapToObj((i) -> name.getElement(i, Form.ORIGINAL))
			.toList();
		Map<String, String> candidates = new LinkedHashMap<>();
		for (KnownProperty known : KnownProperty.values()) {
			String split = splitKey(known, elements, keySeparator);
			if (split != null) {
				return List.of(split);
			}
			String candidate = known.text((elements.size() > 1) ? elements.get(1) : KnownProperty.ANY_KEY);
			candidates.put(plain(candidate), candidate);
		}
		List<String> closest = Suggestions.closest(plain(name.toString()), candidates.keySet());
		return closest.isEmpty() ? sameEnd(elements.get(elements.size() - 1))
				: closest.stream().map(candidates::get).toList();
	}

	private static List<String> sameEnd(String last) {
		return Arrays.stream(KnownProperty.values())
			.filter((known) -> plain(known.last()).equals(plain(last)))
			.map((known) -> known.text(KnownProperty.ANY_KEY))
			.toList();
	}

	// caches.a.b.mode, written by somebody whose cache is called a.b; or, as a variable,
	// by somebody whose cache is called a-b.
	private static @Nullable String splitKey(KnownProperty known, List<String> elements, String separator) {
		List<String> pattern = known.elements();
		if (!pattern.contains("*") || elements.size() <= pattern.size()
				|| !plain(pattern.get(0)).equals(plain(elements.get(0)))) {
			return null;
		}
		for (int end = elements.size() - 1; end > 2; end--) {
			if (plain(String.join("", elements.subList(end, elements.size()))).equals(plain(known.last()))) {
				return known.text(String.join(separator, elements.subList(1, end)));
			}
		}
		return null;
	}

	private static String plain(String name) {
		return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
	}

}
