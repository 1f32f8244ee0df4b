package io.github.claudecache.key;

import java.util.regex.Pattern;

/**
 * The versioned namespace of all answers. It is a part of every fingerprint and of every
 * key in a shared store, so a higher schema version retires everything at once, and
 * applications with different prefixes never meet.
 *
 * @param prefix {@code [a-z0-9][a-z0-9:._-]{0,63}}, for example {@code claude:resp}
 * @param schemaVersion 1 to 9999
 * @since 0.1.0
 */
public record Namespace(String prefix, int schemaVersion) {

	// Before DEFAULT, which is checked against it.
	private static final Pattern PREFIX = Pattern.compile("[a-z0-9][a-z0-9:._-]{0,63}");

	private static final int MAX_VERSION = 9999;

	/**
	 * {@code claude:resp:v3:}.
	 */
	public static final Namespace DEFAULT = new Namespace("claude:resp", 3);

	/**
	 * Creates a namespace.
	 * @throws IllegalArgumentException if the prefix is malformed (braces and glob
	 * characters would change the meaning of keys in Redis) or the version out of range
	 */
	public Namespace {
		if (!PREFIX.matcher(prefix).matches()) {
			throw new IllegalArgumentException("A namespace must match " + PREFIX + " but is '" + prefix + "'");
		}
		if (schemaVersion < 1 || schemaVersion > MAX_VERSION) {
			throw new IllegalArgumentException(
					"A schema version must be between 1 and " + MAX_VERSION + " but is " + schemaVersion);
		}
	}

	/**
	 * The text that everything of this version begins with.
	 * @return for example {@code claude:resp:v3:}
	 */
	public String versioned() {
		return this.prefix + ":v" + this.schemaVersion + ":";
	}

}
