package io.github.claudecache.judgement.language;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A question that was read as far as it takes to embed it. The rest is worked out when it
 * is asked for first, which may be while the embedding is made. Safe for use by many
 * threads.
 *
 * @since 0.1.0
 */
public final class OpenedQuestion {

	private final String text;

	private final String canonical;

	private final boolean standsAlone;

	private volatile @Nullable Function<OpenedQuestion, AnalyzedQuestion> rest;

	private volatile @Nullable AnalyzedQuestion analyzed;

	OpenedQuestion(String text, String canonical, boolean standsAlone,
			Function<OpenedQuestion, AnalyzedQuestion> rest) {
		this.text = text;
		this.canonical = canonical;
		this.standsAlone = standsAlone;
		this.rest = rest;
	}

	/**
	 * The question.
	 * @return the text as it was asked
	 */
	public String text() {
		return this.text;
	}

	/**
	 * The text to embed.
	 * @return as {@link AnalyzedQuestion#canonical()}
	 */
	public String canonical() {
		return this.canonical;
	}

	/**
	 * Whether it can be understood without what was said before, and was read to its end.
	 * @return as {@link AnalyzedQuestion#standsAlone()}
	 */
	public boolean standsAlone() {
		return this.standsAlone;
	}

	/**
	 * What it says. Threads that ask for it at the same time may each work it out.
	 * @return the analysis
	 */
	public AnalyzedQuestion analyzed() {
		Function<OpenedQuestion, AnalyzedQuestion> unread = this.rest;
		AnalyzedQuestion known = this.analyzed;
		if (known == null) {
			if (unread == null) {
				throw new IllegalStateException("A question is kept before its words are let go");
			}
			known = unread.apply(this);
			this.analyzed = known;
			// An index holds questions for days, and their words are needed once.
			this.rest = null;
		}
		return known;
	}

}
