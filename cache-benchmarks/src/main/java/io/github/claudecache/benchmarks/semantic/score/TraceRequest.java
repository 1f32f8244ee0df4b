package io.github.claudecache.benchmarks.semantic.score;

/**
 * A request of a trace, with what decides whether an answer is right for it.
 *
 * @param seq its number in the trace
 * @param tenant who asks
 * @param locale the language that is asked for
 * @param classId what is asked
 * @param coarseClass what is asked, where classes that overlap are one
 * @param answerKey equal for requests that the same answer is right for
 * @since 0.1.0
 */
public record TraceRequest(long seq, String tenant, String locale, String classId, String coarseClass,
		String answerKey) {
}
