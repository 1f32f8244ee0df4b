package io.github.claudecache.judgement.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Replaces phrases by the concept they stand for. Linear in the text: at each word the
 * phrases that begin with it are tried, the longest first.
 */
final class Phrases {

	private static final int GAP = 3;

	private static final Map<String, List<Phrase>> BY_FIRST_WORD = read();

	private Phrases() {
	}

	static List<Item> replace(List<Item> items) {
		List<Item> replaced = new ArrayList<>(items.size());
		int at = 0;
		while (at < items.size()) {
			Match match = longest(items, at);
			if (match == null) {
				replaced.add(items.get(at++));
			}
			else {
				match.addTo(replaced, items, at);
				at = match.end;
			}
		}
		return replaced;
	}

	private static @Nullable Match longest(List<Item> items, int at) {
		Item first = items.get(at);
		if (!first.word() && !first.token().is(Token.Kind.CODE)) {
			return null;
		}
		Match byForm = longest(BY_FIRST_WORD.getOrDefault(first.lower(), List.of()), items, at);
		if (first.lemma().equals(first.lower())) {
			return byForm;
		}
		Match byLemma = longest(BY_FIRST_WORD.getOrDefault(first.lemma(), List.of()), items, at);
		return (byForm == null || byLemma != null && byLemma.end > byForm.end) ? byLemma : byForm;
	}

	private static @Nullable Match longest(List<Phrase> phrases, List<Item> items, int at) {
		for (Phrase phrase : phrases) {
			List<Integer> kept = new ArrayList<>();
			int end = phrase.match(items, at, kept);
			if (end > at) {
				return new Match(phrase, end, kept);
			}
		}
		return null;
	}

	private static Map<String, List<Phrase>> read() {
		Map<String, List<Phrase>> phrases = new HashMap<>();
		for (String line : Resources.lines("phrases.txt")) {
			int equals = line.indexOf('=');
			String concept = line.substring(0, equals).trim();
			for (String alternative : line.substring(equals + 1).split("\\|")) {
				Phrase phrase = Phrase.of(concept, alternative.trim().toLowerCase(Locale.ROOT));
				for (String first : phrase.words.get(0)) {
					phrases.computeIfAbsent(first, (key) -> new ArrayList<>()).add(phrase);
				}
			}
		}
		phrases.values().forEach((list) -> list.sort(Comparator.comparingInt((Phrase phrase) -> -phrase.words.size())));
		return phrases;
	}

	/**
	 * A phrase that was found.
	 */
	private record Match(Phrase phrase, int end, List<Integer> kept) {

		void addTo(List<Item> replaced, List<Item> items, int at) {
			if (!this.phrase.concept.isEmpty()) {
				Token first = items.get(at).token();
				Token token = new Token(first.kind(), first.text(), first.start(),
						items.get(this.end - 1).token().end());
				String lower = (this.end - at == 1) ? items.get(at).lower() : this.phrase.concept;
				replaced
					.add(new Item(token, lower, this.phrase.concept, true, this.phrase.negated, false, pos(items, at)));
			}
			else {
				// What stands inside politeness is politeness: could you kindly tell me.
				return;
			}
			this.kept.stream().map(items::get).filter((item) -> !filler(item)).forEach(replaced::add);
		}

		private static boolean filler(Item item) {
			return BY_FIRST_WORD.getOrDefault(item.lower(), List.of())
				.stream()
				.anyMatch((phrase) -> phrase.concept.isEmpty() && phrase.words.size() == 1);
		}

		private PartOfSpeech pos(List<Item> items, int at) {
			for (int i = at; i < this.end; i++) {
				if (items.get(i).pos() == PartOfSpeech.VERB) {
					return PartOfSpeech.VERB;
				}
			}
			return items.get(at).pos();
		}

	}

	/**
	 * A phrase of the file.
	 */
	private record Phrase(String concept, boolean negated, List<Set<String>> words) {

		static Phrase of(String concept, String text) {
			boolean negated = concept.startsWith("!");
			String plain = concept.equals("-") ? "" : negated ? concept.substring(1) : concept;
			List<Set<String>> words = new ArrayList<>();
			for (String word : text.split("\\s+")) {
				words.add(Set.copyOf(List.of(word.split("/"))));
			}
			return new Phrase(plain, negated, words);
		}

		int match(List<Item> items, int at, List<Integer> kept) {
			int index = at;
			for (int i = 0; i < this.words.size(); i++) {
				Set<String> word = this.words.get(i);
				if (word.contains("*")) {
					Set<String> wanted = this.words.get(i + 1);
					int skipped = 0;
					while (index < items.size() && skipped < GAP && !items.get(index).ends()
							&& !matches(items.get(index), wanted)) {
						kept.add(index++);
						skipped++;
					}
				}
				else if (word.contains("#")) {
					// A number must follow, and stays for itself.
					if (index >= items.size() || !number(items.get(index))) {
						return -1;
					}
				}
				else {
					if (index >= items.size() || !matches(items.get(index), word)) {
						return -1;
					}
					index++;
				}
			}
			return index;
		}

		private static boolean number(Item item) {
			return item.token().is(Token.Kind.NUMBER) || item.token().is(Token.Kind.SYMBOL)
					|| NumberWords.value(item.lower()) != null;
		}

		private static boolean matches(Item item, Set<String> word) {
			return (item.word() || item.token().is(Token.Kind.CODE))
					&& (word.contains(item.lemma()) || word.contains(item.lower()));
		}

	}

}
