package io.github.claudecache.judgement.language;

import java.util.Arrays;
import java.util.List;

/**
 * Which part of a text is the question and which its context, and what is a condition.
 */
final class Clauses {

	private static final int ENOUGH_WORDS = 2;

	private final List<Item> items;

	private final boolean[] main;

	private final boolean[] conditional;

	private Clauses(List<Item> items) {
		this.items = items;
		this.main = new boolean[items.size()];
		this.conditional = new boolean[items.size()];
		Arrays.fill(this.main, true);
	}

	static Clauses of(List<Item> items) {
		Clauses clauses = new Clauses(items);
		clauses.findMain();
		clauses.findConditions();
		return clauses;
	}

	boolean main(int index) {
		return this.main[index];
	}

	boolean conditional(int index) {
		return this.conditional[index];
	}

	/**
	 * The last sentence that asks something and has content of its own is the question;
	 * statements before it are context. A short question such as "Why?" needs them.
	 */
	private void findMain() {
		int begin = 0;
		int asking = -1;
		int askingEnd = -1;
		for (int i = 0; i <= this.items.size(); i++) {
			boolean ends = i == this.items.size()
					|| this.items.get(i).ends() && "?!.;:。？！".contains(this.items.get(i).token().text());
			if (ends) {
				if (asks(begin, i) && content(begin, i) >= ENOUGH_WORDS) {
					asking = begin;
					askingEnd = i;
				}
				begin = i + 1;
			}
		}
		if (asking >= 0 && asking + (this.items.size() - askingEnd) > 0) {
			for (int i = 0; i < this.items.size(); i++) {
				this.main[i] = i >= asking && i <= askingEnd || content(0, this.items.size()) <= 3;
			}
		}
	}

	private boolean asks(int begin, int end) {
		if (end < this.items.size() && this.items.get(end).token().text().equals("?")) {
			return true;
		}
		if (begin < end && imperative(this.items.get(begin))) {
			return true;
		}
		for (int i = begin; i < end; i++) {
			Item item = this.items.get(i);
			if (item.mark() && !item.is("@request") && !item.is("@report")) {
				return true;
			}
		}
		return false;
	}

	private static boolean imperative(Item item) {
		return item.pos() == PartOfSpeech.VERB && item.lower().equals(item.lemma())
				&& !FunctionWords.function(item.lemma());
	}

	private int content(int begin, int end) {
		int count = 0;
		for (int i = begin; i < end; i++) {
			Item item = this.items.get(i);
			if (!item.ends() && !item.mark() && !FunctionWords.function(item.lemma())) {
				count++;
			}
		}
		return count;
	}

	private void findConditions() {
		boolean inside = false;
		for (int i = 0; i < this.items.size(); i++) {
			Item item = this.items.get(i);
			if (item.ends()) {
				inside = false;
			}
			else if (opens(i)) {
				inside = true;
			}
			else if (inside && (item.mark() || aux(i) && startsQuestion(i))) {
				inside = false;
			}
			this.conditional[i] = inside;
		}
	}

	private boolean opens(int index) {
		Item item = this.items.get(index);
		if (item.is("onlyif") || item.is("evenif") || item.is("@whatif")) {
			return true;
		}
		if (!item.is("if")) {
			return false;
		}
		return !asksWhen(this.items, index);
	}

	/**
	 * Whether "when" asks for a time and does not state a condition: before an auxiliary,
	 * behind "tell me", or alone.
	 * @param items the items of a question
	 * @param index the position of the word
	 * @return whether
	 */
	static boolean asksWhen(List<Item> items, int index) {
		if (!items.get(index).lower().equals("when")) {
			return false;
		}
		boolean last = index + 1 == items.size() || items.get(index + 1).ends();
		boolean told = index > 0 && (items.get(index - 1).mark() || items.get(index - 1).is("know"));
		return last || told || FunctionWords.auxiliary(items.get(index + 1).lemma());
	}

	private boolean aux(int index) {
		return FunctionWords.auxiliary(this.items.get(index).lemma());
	}

	private boolean startsQuestion(int index) {
		return index > 0 && this.items.get(index - 1).ends();
	}

}
