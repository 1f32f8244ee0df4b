package io.github.claudecache.semantic.language;

import java.util.Arrays;
import java.util.List;

/**
 * Which part of a text is the question and which its context, what is a condition, and
 * which part in the sentence each item has.
 */
final class Clauses {

	private static final int ENOUGH_WORDS = 2;

	private final List<Item> items;

	private final boolean[] main;

	private final boolean[] conditional;

	private final String[] roles;

	private Clauses(List<Item> items) {
		this.items = items;
		this.main = new boolean[items.size()];
		this.conditional = new boolean[items.size()];
		this.roles = new String[items.size()];
		Arrays.fill(this.main, true);
		Arrays.fill(this.roles, "");
	}

	static Clauses of(List<Item> items) {
		Clauses clauses = new Clauses(items);
		clauses.findMain();
		clauses.findConditions();
		clauses.findRoles();
		return clauses;
	}

	boolean main(int index) {
		return this.main[index];
	}

	boolean conditional(int index) {
		return this.conditional[index];
	}

	String role(int index) {
		return this.roles[index];
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
			boolean ends = i == this.items.size() || this.items.get(i).ends()
					&& "?!.;:。？！".contains(this.items.get(i).token().text());
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
		for (int i = begin; i < end; i++) {
			Item item = this.items.get(i);
			if (item.mark() && !item.is("@request") && !item.is("@report")) {
				return true;
			}
		}
		return false;
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
		boolean when = item.lower().equals("when");
		return !when || index + 1 < this.items.size() && !FunctionWords.auxiliary(this.items.get(index + 1).lemma());
	}

	private boolean aux(int index) {
		return FunctionWords.auxiliary(this.items.get(index).lemma());
	}

	private boolean startsQuestion(int index) {
		return index > 0 && this.items.get(index - 1).ends();
	}

	private void findRoles() {
		int begin = 0;
		for (int i = 0; i <= this.items.size(); i++) {
			if (i == this.items.size() || this.items.get(i).ends()) {
				roles(begin, i);
				begin = i + 1;
			}
		}
	}

	private void roles(int begin, int end) {
		int verb = verb(begin, end);
		boolean passive = passive(begin, verb);
		String role = passive ? "object" : "subject";
		for (int i = begin; i < end; i++) {
			Item item = this.items.get(i);
			if (i == verb) {
				this.roles[i] = "verb";
				role = passive ? "subject" : "object";
			}
			else if (FunctionWords.preposition(item.lemma())) {
				role = preposition(item.lemma(), passive);
			}
			else if (item.is("and") || item.is("or") || FunctionWords.function(item.lemma()) || item.mark()) {
				this.roles[i] = role;
			}
			else {
				this.roles[i] = role;
			}
		}
	}

	private static String preposition(String lemma, boolean passive) {
		return switch (lemma) {
			case "by" -> passive ? "subject" : "by";
			case "into", "onto", "to" -> "to";
			case "from", "off", "out" -> "from";
			default -> lemma;
		};
	}

	/** The first word that can be a verb and stands where the verb of a clause stands. */
	private int verb(int begin, int end) {
		boolean subject = false;
		for (int i = begin; i < end; i++) {
			Item item = this.items.get(i);
			if (item.mark()) {
				subject |= item.is("@how") || item.is("@can") || item.is("@must") || item.is("@should")
						|| item.is("@request");
				continue;
			}
			if (FunctionWords.subject(item.lemma())) {
				subject = true;
				continue;
			}
			boolean function = FunctionWords.function(item.lemma());
			if (item.is("to") && i + 1 < end && Lexicon.english().has(this.items.get(i + 1).lemma(), 'v')) {
				subject = true;
				continue;
			}
			if (function || !item.word()) {
				continue;
			}
			boolean determined = i > begin && FunctionWords.determiner(this.items.get(i - 1).lemma());
			if (subject && !determined && (Lexicon.english().has(item.lemma(), 'v') || item.phrase())) {
				return i;
			}
			subject = true;
		}
		return -1;
	}

	private boolean passive(int begin, int verb) {
		if (verb < 0) {
			return false;
		}
		Item item = this.items.get(verb);
		boolean participle = item.lower().endsWith("ed") || item.lower().endsWith("en")
				|| !item.lower().equals(item.lemma()) && !item.lower().endsWith("s") && !item.lower().endsWith("ing");
		if (!participle) {
			return false;
		}
		for (int i = begin; i < verb; i++) {
			if (this.items.get(i).is("be")) {
				return true;
			}
		}
		return false;
	}

}
