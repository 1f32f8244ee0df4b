package io.github.claudecache.judgement.language;

import java.util.List;
import java.util.Set;

/**
 * Whether a question can be understood without what was said before it: a pronoun needs
 * something in the text that it stands for, and "and how much?" something to add to.
 */
final class Antecedents {

	private static final Set<String> PRONOUNS = Set.of("it", "they", "them", "he", "him", "she", "her", "its", "their",
			"his", "this", "that", "these", "those");

	private static final Set<String> POINTING = Set.of("this", "that", "these", "those");

	private static final Set<String> CONTINUING = Set.of("and", "but", "or");

	// "It is possible to", "it takes", "it looks like" point at what follows.
	private static final Set<String> IMPERSONAL = Set.of("be", "have", "look", "seem", "appear", "take", "say", "rain",
			"possible", "matter", "mean", "make", "cost");

	private final List<Item> items;

	private Antecedents(List<Item> items) {
		this.items = items;
	}

	/**
	 * Looks at a text.
	 * @param items its words, before phrases are replaced
	 * @return whether it stands alone
	 */
	static boolean found(List<Item> items) {
		Antecedents antecedents = new Antecedents(items);
		if (antecedents.continues()) {
			return false;
		}
		for (int i = 0; i < items.size(); i++) {
			if (PRONOUNS.contains(items.get(i).lower()) && antecedents.missing(i)) {
				return false;
			}
		}
		return true;
	}

	private boolean continues() {
		if (this.items.isEmpty()) {
			return false;
		}
		String first = this.items.get(0).lower();
		boolean about = (first.equals("what") || first.equals("how")) && is(1, "about");
		return CONTINUING.contains(first) || about;
	}

	private boolean missing(int index) {
		if (named(0, index)) {
			return false;
		}
		if (!named(index + 1, this.items.size())) {
			return true;
		}
		Item item = this.items.get(index);
		if (POINTING.contains(item.lower())) {
			// "This card" has its noun; "that" may also open a clause.
			return !named(index + 1, Math.min(index + 4, this.items.size())) && item.pos() != PartOfSpeech.CONJUNCTION;
		}
		if (!item.lower().equals("it")) {
			return !possessed(index);
		}
		return !impersonal(index);
	}

	// "Their card" of nobody before is still somebody's; "them" is not.
	private boolean possessed(int index) {
		return Set.of("its", "their", "his", "her").contains(this.items.get(index).lower())
				&& named(index + 1, Math.min(index + 3, this.items.size()));
	}

	private boolean impersonal(int index) {
		int at = index + 1;
		while (at < this.items.size()
				&& (this.items.get(at).pos() == PartOfSpeech.ADVERB || this.items.get(at).lower().equals("not"))) {
			at++;
		}
		if (at >= this.items.size()) {
			return false;
		}
		Item next = this.items.get(at);
		if (IMPERSONAL.contains(next.lemma()) || next.lower().equals("'s")) {
			return true;
		}
		boolean describes = next.pos() == PartOfSpeech.ADJECTIVE || next.pos() == PartOfSpeech.VERB;
		return describes && (is(at + 1, "to") || is(at + 1, "that") || is(at + 1, "for") || is(at + 1, "if"));
	}

	private boolean is(int index, String word) {
		return index < this.items.size() && this.items.get(index).lower().equals(word);
	}

	private boolean named(int begin, int end) {
		for (int i = begin; i < end; i++) {
			Item item = this.items.get(i);
			if (!item.ends() && (item.pos() == PartOfSpeech.NOUN || !item.word()) && !PRONOUNS.contains(item.lower())) {
				return true;
			}
		}
		return false;
	}

}
