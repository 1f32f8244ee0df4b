package io.github.claudecache.judgement.comparison;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.claudecache.judgement.language.Relation;
import io.github.claudecache.judgement.language.Term;

/**
 * Which terms of two questions stand for each other, and which are left over on each
 * side.
 *
 * @since 0.1.0
 */
public final class Alignment {

	/** Beyond this, only equal concepts are matched, so that time stays linear. */
	private static final int MOST_TERMS = 48;

	private final List<Pair> matches = new ArrayList<>();

	private final List<Pair> conflicts = new ArrayList<>();

	private final List<Term> cachedOnly = new ArrayList<>();

	private final List<Term> askedOnly = new ArrayList<>();

	private final double[] cachedCredit;

	private final double[] askedCredit;

	private final List<Term> cached;

	private final List<Term> asked;

	Alignment(List<Term> cached, List<Term> asked) {
		this.cached = cached;
		this.asked = asked;
		this.cachedCredit = new double[cached.size()];
		this.askedCredit = new double[asked.size()];
		if (cached.size() > MOST_TERMS || asked.size() > MOST_TERMS) {
			alignEqual();
		}
		else {
			align();
		}
		leftOver(cached, this.cachedCredit, this.cachedOnly);
		leftOver(asked, this.askedCredit, this.askedOnly);
	}

	/**
	 * The terms that stand for each other.
	 * @return pairs, in the order of the cached question
	 */
	public List<Pair> matches() {
		return this.matches;
	}

	/**
	 * Terms left over on both sides that are opposites, or two of a kind.
	 * @return pairs
	 */
	public List<Pair> conflicts() {
		return this.conflicts;
	}

	/**
	 * What only the cached question says.
	 * @return its terms
	 */
	public List<Term> cachedOnly() {
		return this.cachedOnly;
	}

	/**
	 * What only the asked question says.
	 * @return its terms
	 */
	public List<Term> askedOnly() {
		return this.askedOnly;
	}

	/**
	 * The weight of what the other question does not cover.
	 * @param ofCached whether of the cached question, else of the asked one
	 * @return the weight, from 0
	 */
	public double uncovered(boolean ofCached) {
		List<Term> terms = ofCached ? this.cached : this.asked;
		double[] credit = ofCached ? this.cachedCredit : this.askedCredit;
		double sum = 0;
		for (int i = 0; i < credit.length; i++) {
			sum += terms.get(i).weight() * (1 - credit[i]);
		}
		return sum;
	}

	/**
	 * The weight of a question's terms.
	 * @param ofCached whether of the cached question, else of the asked one
	 * @return the weight, from 0
	 */
	public double weight(boolean ofCached) {
		double sum = 0;
		for (Term term : ofCached ? this.cached : this.asked) {
			sum += term.weight();
		}
		return sum;
	}

	private void alignEqual() {
		Map<String, Integer> positions = new HashMap<>();
		for (int j = 0; j < this.asked.size(); j++) {
			positions.putIfAbsent(this.asked.get(j).concept(), j);
		}
		for (int i = 0; i < this.cached.size(); i++) {
			Integer j = positions.get(this.cached.get(i).concept());
			if (j != null) {
				match(i, j, this.cached.get(i).to(this.asked.get(j)));
			}
		}
	}

	private void align() {
		Relation[][] relations = new Relation[this.cached.size()][this.asked.size()];
		for (int i = 0; i < this.cached.size(); i++) {
			for (int j = 0; j < this.asked.size(); j++) {
				relations[i][j] = this.cached.get(i).to(this.asked.get(j));
			}
		}
		for (Relation relation : Relation.values()) {
			if (relation.credit() > 0) {
				matchAll(relations, relation);
			}
			if (relation == Relation.SENSE) {
				Compounds.match(this.cached, this.asked, this.cachedCredit, this.askedCredit);
				Compounds.match(this.asked, this.cached, this.askedCredit, this.cachedCredit);
			}
		}
		for (int i = 0; i < this.cached.size(); i++) {
			for (int j = 0; j < this.asked.size(); j++) {
				Relation relation = relations[i][j];
				boolean open = relation == Relation.OPPOSITE
						? this.cachedCredit[i] < Relation.SYNONYM.credit()
								&& this.askedCredit[j] < Relation.SYNONYM.credit()
						: this.cachedCredit[i] == 0 && this.askedCredit[j] == 0;
				if (open && (relation == Relation.OPPOSITE || relation == Relation.SIBLING)) {
					this.conflicts.add(new Pair(this.cached.get(i), this.asked.get(j), relation));
				}
			}
		}
	}

	private void matchAll(Relation[][] relations, Relation relation) {
		for (int i = 0; i < relations.length; i++) {
			for (int j = 0; j < relations[i].length; j++) {
				if (relations[i][j] == relation && this.cachedCredit[i] < relation.credit()
						&& this.askedCredit[j] < relation.credit()) {
					match(i, j, relation);
				}
			}
		}
	}

	private void match(int i, int j, Relation relation) {
		this.cachedCredit[i] = Math.max(this.cachedCredit[i], relation.credit());
		this.askedCredit[j] = Math.max(this.askedCredit[j], relation.credit());
		this.matches.add(new Pair(this.cached.get(i), this.asked.get(j), relation));
	}

	/** A word said twice is covered by the one that stands for it. */
	private void leftOver(List<Term> terms, double[] credit, List<Term> rest) {
		for (int i = 0; i < credit.length; i++) {
			for (int j = 0; j < credit.length && credit[i] == 0 && credit.length <= MOST_TERMS; j++) {
				if (credit[j] > 0 && terms.get(i).to(terms.get(j)).credit() >= Relation.SYNONYM.credit()) {
					credit[i] = credit[j];
				}
			}
			if (credit[i] == 0) {
				rest.add(terms.get(i));
			}
		}
	}

}
