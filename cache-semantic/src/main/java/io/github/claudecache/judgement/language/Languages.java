package io.github.claudecache.judgement.language;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.claudecache.judgement.language.Token.Kind;

/**
 * The few words that are known of languages other than English, and the guess which one a
 * question is in.
 */
final class Languages {

	private static final Map<String, Set<String>> WORDS = new HashMap<>();

	private static final List<String> CODES = List.of("de", "es", "fr", "it", "pt", "nl");

	static {
		for (String line : Resources.lines("languages.txt")) {
			int colon = line.indexOf(':');
			WORDS.put(line.substring(0, colon).trim(),
					Set.copyOf(List.of(line.substring(colon + 1).trim().split("\\s+"))));
		}
	}

	private Languages() {
	}

	static boolean is(Language language, String kind, String word) {
		return WORDS.getOrDefault(language.code() + ' ' + kind, Set.of()).contains(word);
	}

	/**
	 * The language of a text, by its most frequent words and its letters.
	 * @param tokens the text
	 * @param morphology what is known of English
	 * @return the language; English where nothing speaks against it
	 */
	static Language of(List<Token> tokens, Morphology morphology) {
		int words = 0;
		int known = 0;
		int english = 0;
		Map<String, Integer> others = new HashMap<>();
		for (Token token : tokens) {
			if (!token.is(Kind.WORD)) {
				continue;
			}
			if (token.text().charAt(0) > '\u3000') {
				return (Character.UnicodeScript.of(token.text().charAt(0)) == Character.UnicodeScript.HANGUL)
						? Language.OTHER : Language.JAPANESE;
			}
			words++;
			String lower = token.text().toLowerCase(Locale.ROOT);
			known += (morphology.known(lower) || token.capital()) ? 1 : 0;
			english += FunctionWords.function(lower) ? 1 : 0;
			for (String code : CODES) {
				if (WORDS.getOrDefault(code + " function", Set.of()).contains(lower)) {
					others.merge(code, 1, Integer::sum);
				}
			}
		}
		String best = "";
		int votes = 0;
		for (String code : CODES) {
			int count = others.getOrDefault(code, 0);
			if (count > votes) {
				votes = count;
				best = code;
			}
		}
		if (votes <= english) {
			return (2 * known >= words) ? Language.ENGLISH : Language.OTHER;
		}
		return switch (best) {
			case "de" -> Language.GERMAN;
			case "es" -> Language.SPANISH;
			default -> Language.OTHER;
		};
	}

}
