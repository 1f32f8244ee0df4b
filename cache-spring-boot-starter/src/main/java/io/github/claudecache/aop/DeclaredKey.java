package io.github.claudecache.aop;

import java.util.List;

/**
 * What the key of an annotated method has, for the log at the start.
 *
 * @param method the method, for people
 * @param cache the name of its cache
 * @param parameters the names of the parameters that are in the key
 * @param stopReason who says whether an answer is complete
 * @since 0.1.0
 */
public record DeclaredKey(String method, String cache, List<String> parameters, StopReasonSource stopReason) {

	/**
	 * Creates a description.
	 */
	public DeclaredKey {
		parameters = List.copyOf(parameters);
	}

	/**
	 * Who says whether an answer is complete.
	 */
	public enum StopReasonSource {

		/** The method returns it. */
		METHOD,

		/** The response of a client library, which the method returns. */
		RESPONSE,

		/** The developer vouches for it. */
		TRUST,

		/** Whoever sees the calls of the method. */
		RECORDING

	}

}
