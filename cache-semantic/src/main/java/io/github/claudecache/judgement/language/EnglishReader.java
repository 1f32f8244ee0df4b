package io.github.claudecache.judgement.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.claudecache.judgement.language.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Makes items of English tokens: in lower case, spelling repaired, with their lemmas.
 */
final class EnglishReader {

	private static final int LONGEST_ACRONYM = 5;

	private final Morphology morphology = new Morphology(Lexicon.english());

	private final Tagger tagger = new Tagger();

	private final Spelling spelling = new Spelling(Lexicon.english(), this.morphology);

	Morphology morphology() {
		return this.morphology;
	}

	List<Item> read(List<Token> tokens) {
		boolean shouting = tokens.stream().filter((token) -> token.is(Kind.WORD)).allMatch(EnglishReader::capitals);
		PartOfSpeech[] parts = this.tagger.tag(tokens);
		List<Item> items = new ArrayList<>(tokens.size());
		for (int i = 0; i < tokens.size(); i++) {
			items.add(item(tokens.get(i), (i > 0) ? tokens.get(i - 1) : null, shouting, parts[i]));
		}
		return items;
	}

	private Item item(Token token, @Nullable Token before, boolean shouting, PartOfSpeech pos) {
		String lower = token.text().toLowerCase(Locale.ROOT);
		if (!token.is(Kind.WORD)) {
			boolean code = token.is(Kind.CODE) || token.is(Kind.QUOTED);
			return Item.of(token, lower, code && !identifier(token.text()) ? token.text() : lower, false, pos);
		}
		if (!shouting && capitals(token) && token.text().length() > 1 && token.text().length() <= LONGEST_ACRONYM) {
			return Item.of(token, FunctionWords.function(lower) ? token.text() : lower,
					FunctionWords.function(lower) ? token.text() : acronym(lower), false, pos);
		}
		boolean name = token.capital() && before != null && !before.is(Kind.BREAK);
		String repaired = name ? null : this.spelling.repair(lower);
		if (repaired != null) {
			return Item.of(token, repaired, this.morphology.lemma(repaired, pos), true, pos);
		}
		return Item.of(token, lower, this.morphology.lemma(lower, pos), false, pos);
	}

	private String acronym(String lower) {
		return lower.endsWith("s") && Lexicon.english().find(lower) == null ? lower.substring(0, lower.length() - 1)
				: lower;
	}

	/** PS5 and ps5 are the same; a flag or an operator is compared letter by letter. */
	private static boolean identifier(String text) {
		return text.length() > 1
				&& text.chars().allMatch((letter) -> Character.isLetterOrDigit(letter) || letter == '-')
				&& text.charAt(0) != '-';
	}

	private static boolean capitals(Token token) {
		return token.text().chars().filter(Character::isLetter).allMatch(Character::isUpperCase);
	}

}
