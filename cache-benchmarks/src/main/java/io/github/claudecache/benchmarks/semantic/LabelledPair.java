package io.github.claudecache.benchmarks.semantic;

/**
 * Two questions and whether one answer serves both.
 *
 * @param id the row's name
 * @param group rows of one group share a question and are never split between fitting and
 * testing
 * @param family the kind of pair; for reports only, never a feature
 * @param cached the first question
 * @param asked the second question
 * @param same whether one answer serves both
 */
record LabelledPair(String id, String group, String family, String cached, String asked, boolean same) {

	LabelledPair reversed() {
		return new LabelledPair(this.id, this.group, this.family, this.asked, this.cached, this.same);
	}

}
