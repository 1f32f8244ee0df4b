package io.github.claudecache.embedding;

import java.util.List;
import java.util.Locale;

import io.github.claudecache.semantic.Judgement;
import io.github.claudecache.semantic.PreparedQuestion;
import io.github.claudecache.semantic.QuestionJudge;

/**
 * The smallest judge that can tell a trap: a question with "not" differs from one
 * without, and what is far away differs too.
 *
 * @param bar the lowest cosine that is served
 */
public record CosineJudge(double bar) implements QuestionJudge {

	/** What vetoes. */
	public static final String GUARD = "not";

	@Override
	public PreparedQuestion prepare(String text) {
		return new Question(text);
	}

	@Override
	public Judgement judge(PreparedQuestion cached, PreparedQuestion asked, double cosine) {
		double score = Math.max(0, Math.min(1, cosine));
		if (negated(cached) != negated(asked)) {
			return new Judgement(false, score, GUARD, List.of("not"));
		}
		return new Judgement(score >= this.bar, score, null, List.of());
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
			return true;
		}

	}

}
