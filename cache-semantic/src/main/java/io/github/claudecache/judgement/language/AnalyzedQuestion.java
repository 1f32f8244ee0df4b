package io.github.claudecache.judgement.language;

import java.util.List;
import java.util.Set;

/**
 * A question, taken apart once: when its answer is stored, or when it is asked. Immutable
 * and safe for use by many threads.
 *
 * @param text the question
 * @param language its language, as far as it could be told
 * @param canonical the text to embed: without politeness and filler, spelling repaired,
 * phrases replaced by their concepts; the question itself where nothing would be left
 * @param terms its content, in order
 * @param quantities its numbers and units
 * @param moments the parts of its dates and times
 * @param marks its operators: quantifiers, bounds, negations and so on
 * @param comparatives its words of comparison
 * @param asks the kind of answer it asks for
 * @param modality the mode of its verb
 * @param tense its tense
 * @param perspective whose matter it is
 * @param standsAlone whether it can be understood without what was said before; what is
 * not English is taken to do so
 * @param complete whether the whole text was read; a text that is too long is not, and
 * must not be judged
 * @since 0.1.0
 */
public record AnalyzedQuestion(String text, Language language, String canonical, List<Term> terms,
		List<Quantity> quantities, List<Moment> moments, List<Mark> marks, List<Comparative> comparatives, Asks asks,
		Modality modality, Tense tense, Perspective perspective, boolean standsAlone, boolean complete) {

	/**
	 * Checks and copies.
	 */
	public AnalyzedQuestion {
		terms = List.copyOf(terms);
		quantities = List.copyOf(quantities);
		moments = List.copyOf(moments);
		marks = List.copyOf(marks);
		comparatives = List.copyOf(comparatives);
	}

	static AnalyzedQuestion tooLong(String text) {
		return new AnalyzedQuestion(text, Language.OTHER, text, List.of(), List.of(), List.of(), List.of(), List.of(),
				Asks.STATEMENT, Modality.NONE, Tense.PRESENT, new Perspective(0, Set.of(), Set.of()), false, false);
	}

	/**
	 * How often something is negated in the question's main part or in its conditions.
	 * @param conditional which of the two
	 * @return the number of negations
	 */
	public int negations(boolean conditional) {
		int count = 0;
		for (Mark mark : this.marks) {
			if (mark.family() == Operators.NEGATION && mark.conditional() == conditional) {
				count++;
			}
		}
		return count;
	}

}
