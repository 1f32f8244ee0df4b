package io.github.claudecache.benchmarks.semantic.score;

import org.jspecify.annotations.Nullable;

/**
 * What came of a request.
 *
 * @since 0.1.0
 */
public enum Service {

	/** Nothing was served: Claude was asked. */
	MISS,

	/** The answer that is right for it. */
	RIGHT,

	/** The answer of another tenant. */
	LEAK,

	/** The right answer of an older version of its source. */
	STALE,

	/** The answer to a question of a class that overlaps: people may disagree. */
	ARGUABLE,

	/** The answer to another question. */
	FALSE;

	static Service of(TraceRequest request, @Nullable TraceRequest from) {
		if (from == null) {
			return MISS;
		}
		if (from.answerKey().equals(request.answerKey())) {
			return RIGHT;
		}
		if (!from.tenant().equals(request.tenant())) {
			return LEAK;
		}
		if (from.classId().equals(request.classId())) {
			return STALE;
		}
		return from.coarseClass().equals(request.coarseClass()) ? ARGUABLE : FALSE;
	}

}
