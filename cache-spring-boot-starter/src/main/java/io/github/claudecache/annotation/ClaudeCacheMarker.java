package io.github.claudecache.annotation;

/**
 * A bean of this type says that {@link EnableClaudeCache} is present.
 *
 * @since 0.1.0
 */
public final class ClaudeCacheMarker {

	ClaudeCacheMarker() {
	}

}
