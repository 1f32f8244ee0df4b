package io.github.claudecache.semantic;

/**
 * Decides whether one answer serves two questions. Pure: no I/O, microseconds for a
 * judgement. Safe for use by many threads. What it throws counts as a veto.
 *
 * @since 0.1.0
 */
public interface QuestionJudge {

	/**
	 * Takes a question apart.
	 * @param text any text
	 * @return the question, to be compared any number of times
	 */
	PreparedQuestion prepare(String text);

	/**
	 * Judges.
	 * @param cached the question whose answer is there
	 * @param asked the question that is asked
	 * @param cosine how close their canonical forms are, from -1 to 1
	 * @return the judgement
	 */
	Judgement judge(PreparedQuestion cached, PreparedQuestion asked, double cosine);

	/**
	 * Says why it judges as it does. For people: slower than {@link #judge}.
	 * @param cached the question whose answer is there
	 * @param asked the question that is asked
	 * @param cosine how close their canonical forms are, from -1 to 1
	 * @return the grounds
	 */
	default Grounds explain(PreparedQuestion cached, PreparedQuestion asked, double cosine) {
		return Grounds.NONE;
	}

}
