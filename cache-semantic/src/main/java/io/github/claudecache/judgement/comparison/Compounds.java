package io.github.claudecache.judgement.comparison;

import java.util.List;

import io.github.claudecache.judgement.language.Relation;
import io.github.claudecache.judgement.language.Term;

/**
 * Matches one term with several of the other question: an acronym with the words it
 * abbreviates, a compound with its parts.
 */
final class Compounds {

	private static final int MOST_PARTS = 5;

	private Compounds() {
	}

	static void match(List<Term> single, List<Term> several, double[] singleCredit, double[] severalCredit) {
		for (int i = 0; i < singleCredit.length; i++) {
			if (singleCredit[i] > 0) {
				continue;
			}
			String concept = single.get(i).concept();
			for (int j = 0; j < severalCredit.length; j++) {
				int parts = parts(concept, several, severalCredit, j);
				if (parts > 1) {
					singleCredit[i] = Relation.DERIVED.credit();
					for (int k = j; k < j + parts; k++) {
						severalCredit[k] = Relation.DERIVED.credit();
					}
					break;
				}
			}
		}
	}

	private static int parts(String concept, List<Term> terms, double[] credit, int from) {
		StringBuilder initials = new StringBuilder();
		StringBuilder joined = new StringBuilder();
		for (int i = from; i < Math.min(terms.size(), from + MOST_PARTS) && credit[i] == 0; i++) {
			String part = terms.get(i).concept();
			initials.append(part.charAt(0));
			joined.append(part);
			if (i > from && (initials.toString().contentEquals(concept) || joined.toString().contentEquals(concept))) {
				return i - from + 1;
			}
		}
		return 0;
	}

}
