package io.github.claudecache.judgement.guard;

/**
 * The words that decided.
 *
 * @param cached of the cached question; empty if it lacks what the other one says
 * @param asked of the asked question; empty if it lacks what the other one says
 * @since 0.1.0
 */
public record Evidence(Span cached, Span asked) {

	/**
	 * A piece of a question.
	 *
	 * @param start where it begins, in chars
	 * @param end where it ends, exclusive; the same as start if there is nothing
	 * @since 0.1.0
	 */
	public record Span(int start, int end) {

		/**
		 * Nothing of the question.
		 */
		public static final Span NONE = new Span(0, 0);

		/**
		 * The words.
		 * @param question the question's text
		 * @return the piece
		 */
		public String of(String question) {
			return question.substring(Math.min(this.start, question.length()), Math.min(this.end, question.length()));
		}

	}

}
