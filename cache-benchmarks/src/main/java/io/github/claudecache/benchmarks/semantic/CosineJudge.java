package io.github.claudecache.benchmarks.semantic;

import java.util.List;

import io.github.claudecache.semantic.Judgement;
import io.github.claudecache.semantic.PreparedQuestion;
import io.github.claudecache.semantic.QuestionJudge;

/**
 * What caches do that trust similarity: serves what is similar enough.
 *
 * @param threshold the least cosine
 */
record CosineJudge(double threshold) implements QuestionJudge {

	@Override
	public PreparedQuestion prepare(String text) {
		return new Unchanged(text);
	}

	@Override
	public Judgement judge(PreparedQuestion cached, PreparedQuestion asked, double cosine) {
		return new Judgement((cosine >= this.threshold) ? Judgement.Ruling.SAME : Judgement.Ruling.DIFFERENT,
				Math.min(1, Math.max(0, cosine)), null);
	}

	/**
	 * A question that is embedded as it was asked.
	 */
	private record Unchanged(String text) implements PreparedQuestion {

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
