package io.github.claudecache.recording;

/**
 * An adapter of a client library that tells {@link Recording} of each call. A bean of
 * this type lets methods that hide the stop reason be cached without their developer's
 * word.
 *
 * @since 0.1.0
 */
public interface CallRecorder {

	/**
	 * The library whose calls are recorded.
	 * @return its name, for people
	 */
	String library();

}
