package io.github.claudecache.judgement.language;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An English question as far as it takes to embed it: its items with phrases replaced,
 * and which of them say what is asked.
 */
record EnglishText(String text, List<Item> items, Clauses clauses) {

	static EnglishText of(String text, List<Item> read) {
		List<Item> items = Phrases.replace(read);
		return new EnglishText(text, items, Clauses.of(items));
	}

	/**
	 * The text to embed; the question itself where nothing would be left of it.
	 */
	String canonical() {
		StringBuilder canonical = new StringBuilder();
		Set<String> said = new HashSet<>();
		for (int i = 0; i < this.items.size(); i++) {
			Item item = this.items.get(i);
			if (!this.clauses.main(i) || item.ends()) {
				continue;
			}
			String word = item.mark() ? item.lemma().substring(1) : item.phrase() ? item.lemma() : item.lower();
			if (item.mark() && !said.add(word)) {
				continue;
			}
			if (item.negated()) {
				canonical.append("not ");
			}
			canonical.append(word.toLowerCase(Locale.ROOT)).append(' ');
		}
		String written = canonical.toString().trim();
		return written.isEmpty() ? this.text : written;
	}

}
