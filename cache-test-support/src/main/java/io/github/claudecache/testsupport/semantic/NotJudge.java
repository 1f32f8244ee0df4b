package io.github.claudecache.testsupport.semantic;

import java.util.Locale;

import io.github.claudecache.semantic.Judgement;
import io.github.claudecache.semantic.PreparedQuestion;
import io.github.claudecache.semantic.QuestionJudge;

/**
 * The smallest judge that can tell a trap: a question with "not" differs from one
 * without, and what is far away differs too. Questions that begin with "And" do not stand
 * alone. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class NotJudge implements QuestionJudge {

	/** What vetoes. */
	public static final String GUARD = "not";

	private final double bar;

	private final double unsure;

	private volatile boolean failing;

	/**
	 * Creates a judge.
	 * @param bar the lowest cosine that is served
	 */
	public NotJudge(double bar) {
		this(bar, bar);
	}

	/**
	 * Creates a judge that is unsure in between.
	 * @param bar the lowest cosine that is served
	 * @param unsure the lowest cosine that a verifier is asked about
	 */
	public NotJudge(double bar, double unsure) {
		this.bar = bar;
		this.unsure = unsure;
	}

	/**
	 * Throws from now on.
	 */
	public void fail() {
		this.failing = true;
	}

	@Override
	public PreparedQuestion prepare(String text) {
		return new Question(text);
	}

	@Override
	public Judgement judge(PreparedQuestion cached, PreparedQuestion asked, double cosine) {
		if (this.failing) {
			throw new IllegalStateException("No judgement");
		}
		double score = Math.max(0, Math.min(1, cosine));
		if (negated(cached) != negated(asked)) {
			return new Judgement(Judgement.Ruling.DIFFERENT, score, GUARD);
		}
		return new Judgement((score >= this.bar) ? Judgement.Ruling.SAME
				: (score >= this.unsure) ? Judgement.Ruling.UNSURE : Judgement.Ruling.DIFFERENT, score, null);
	}

	private static boolean negated(PreparedQuestion question) {
		return (" " + question.text().toLowerCase(Locale.ROOT) + " ").contains(" not ");
	}

	private record Question(String text) implements PreparedQuestion {

		@Override
		public String canonical() {
			return this.text;
		}

		@Override
		public boolean standsAlone() {
			return !this.text.startsWith("And ");
		}

	}

}
