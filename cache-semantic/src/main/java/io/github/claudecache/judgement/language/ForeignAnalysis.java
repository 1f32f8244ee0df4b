package io.github.claudecache.judgement.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.github.claudecache.judgement.language.Token.Kind;

/**
 * A question in a language of which only numbers, dates, identifiers, negation, direction
 * and the question words are understood. Words are compared as they are, less their usual
 * endings.
 */
final class ForeignAnalysis {

	private static final List<String> NEGATIONS_JA = List.of("ない", "なか", "ません", "未", "不可", "なし", "なく");

	private static final Set<String> PARTICLES_FROM = Set.of("から", "発");

	private final String text;

	private final Language language;

	private final List<Item> items = new ArrayList<>();

	private final List<Term> terms = new ArrayList<>();

	private final List<Mark> marks = new ArrayList<>();

	ForeignAnalysis(String text, Language language, List<Token> tokens) {
		this.text = text;
		this.language = language;
		for (Token token : tokens) {
			String lower = token.text().toLowerCase(Locale.ROOT);
			this.items.add(Item.of(token, lower, token.is(Kind.CODE) || token.is(Kind.QUOTED) ? token.text() : lower,
					false, PartOfSpeech.OTHER));
		}
	}

	AnalyzedQuestion result() {
		boolean[] used = new boolean[this.items.size()];
		List<Moment> moments = MomentReader.read(this.items, used);
		List<Quantity> quantities = QuantityReader.read(this.items, used, this.language != Language.JAPANESE);
		Asks asks = Asks.WHETHER;
		Modality modality = Modality.NONE;
		String role = "";
		for (int i = 0; i < this.items.size(); i++) {
			Item item = this.items.get(i);
			String lower = item.lower();
			role = role(lower, role, i);
			boolean negates = negates(lower);
			if (negates) {
				this.marks
					.add(new Mark(Operators.NEGATION, "not", "", false, item.token().start(), item.token().end()));
			}
			for (Asks candidate : List.of(Asks.HOW, Asks.WHY, Asks.WHEN, Asks.WHERE, Asks.WHO, Asks.PRICE,
					Asks.WHICH)) {
				if (Languages.is(this.language, candidate.name().toLowerCase(Locale.ROOT), lower)) {
					asks = candidate;
				}
			}
			for (Modality candidate : List.of(Modality.CAN, Modality.MUST, Modality.SHOULD)) {
				if (Languages.is(this.language, candidate.name().toLowerCase(Locale.ROOT), lower)) {
					modality = candidate;
				}
			}
			if (!used[i] && !item.ends() && !Languages.is(this.language, "politeness", lower)
					&& !(negates && this.language != Language.JAPANESE)
					&& !(item.word() && Languages.is(this.language, "function", lower))) {
				this.terms.add(term(item, role));
			}
		}
		return new AnalyzedQuestion(this.text, this.language, this.text, this.terms, quantities, moments, this.marks,
				List.of(), asks, modality, Tense.PRESENT, new Perspective(0, Set.of(), Set.of()), true, true);
	}

	private String role(String lower, String before, int index) {
		if (this.language == Language.JAPANESE) {
			String next = (index + 1 < this.items.size()) ? this.items.get(index + 1).lower() : "";
			return PARTICLES_FROM.stream().anyMatch(next::startsWith) || lower.endsWith("発") ? "from"
					: next.startsWith("へ") || next.startsWith("まで") || next.startsWith("行き") || lower.endsWith("行")
							? "to" : "";
		}
		return Languages.is(this.language, "from", lower) ? "from"
				: Languages.is(this.language, "to", lower) ? "to" : before;
	}

	private boolean negates(String lower) {
		if (this.language == Language.JAPANESE) {
			// The end of "excuse me" is that of a negation.
			return !Languages.is(this.language, "politeness", lower) && NEGATIONS_JA.stream().anyMatch(lower::contains);
		}
		return Languages.is(this.language, "negation", lower);
	}

	private Term term(Item item, String role) {
		boolean kana = this.language == Language.JAPANESE && item.lower().charAt(0) <= '\u309f';
		Token token = item.token();
		Term.Kind kind = token.is(Kind.QUOTED) ? Term.Kind.QUOTED : item.word() ? Term.Kind.WORD : Term.Kind.CODE;
		Item stemmed = item.word() ? Item.of(token, item.lower(), stem(item.lower()), false, PartOfSpeech.OTHER) : item;
		return new Term(stemmed, Tokenizer.plain(this.text).substring(token.start(), token.end()), kind, role, "",
				false, kana ? 0.2 : 1, null);
	}

	private String stem(String word) {
		if (this.language == Language.JAPANESE) {
			return word.length() > 2 && (word.endsWith("発") || word.endsWith("行") || word.endsWith("店"))
					? word.substring(0, word.length() - 1) : word;
		}
		for (String ending : List.of("en", "er", "es", "em", "as", "os", "ar", "e", "n", "o", "a", "s")) {
			if (word.endsWith(ending) && word.length() - ending.length() >= 4) {
				return word.substring(0, word.length() - ending.length());
			}
		}
		return word;
	}

}
