package io.github.claudecache.actuate;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * What the caller wrote in the address, before anything was cut, merged or ignored on the
 * way to an operation. The frameworks cut a path segment at {@code ;}, let a query
 * parameter replace the path variable of the same name, join repeated parameters with
 * commas, and drop parameters that the operation does not have. Each of these would make
 * an operation act on something else than was asked for, so each is refused.
 *
 * @param path the path as it was sent, not decoded
 * @param parameters how many values each parameter has
 */
record RequestLine(String path, Map<String, Integer> parameters) {

	private static final Pattern PATH_FORM = Pattern.compile("[A-Za-z0-9:._-]{1,128}");

	// Any proxy may resolve these.
	private static final Set<String> DOT_SEGMENTS = Set.of(".", "..");

	RequestLine {
		parameters = new TreeMap<>(parameters);
	}

	/**
	 * Refuses a selector that is not exactly what the caller wrote as the last segment.
	 * @param line the request; {@code null} on a server on which it cannot be seen, where
	 * no selector can be trusted
	 */
	static void requireSelector(@Nullable RequestLine line, String selector) {
		if (!PATH_FORM.matcher(selector).matches() || DOT_SEGMENTS.contains(selector)) {
			throw EndpointArguments.refused(
					"A path can only name what matches " + PATH_FORM + "; send anything else in the body of a POST");
		}
		if (line == null || !selector.equals(line.lastSegment())) {
			throw EndpointArguments.refused("The path does not name exactly what arrived, so nothing was done."
					+ " A ';' and a query parameter that is named like the path variable are not accepted");
		}
	}

	/**
	 * Refuses parameters that are unknown or repeated.
	 * @param line the request; {@code null} on a server on which it cannot be seen
	 */
	static void requireParameters(@Nullable RequestLine line, Set<String> known) {
		Map<String, Integer> parameters = (line != null) ? line.parameters : Map.of();
		parameters.forEach((name, values) -> {
			if (!known.contains(name)) {
				throw EndpointArguments.refused("There is a query parameter that this operation does not have;"
						+ " it takes " + (known.isEmpty() ? "none" : known) + " in the address");
			}
			if (values != 1) {
				throw EndpointArguments.refused("'" + name + "' is given " + values + " times");
			}
		});
	}

	private String lastSegment() {
		String segment = this.path.substring(this.path.lastIndexOf('/') + 1);
		try {
			return StringUtils.uriDecode(segment, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return segment;
		}
	}

}
