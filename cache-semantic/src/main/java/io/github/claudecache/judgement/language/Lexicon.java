package io.github.claudecache.judgement.language;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * English words from WordNet 3.1: senses, opposites, derived words, irregular forms. Some
 * 80,000 words, read once per class loader.
 */
final class Lexicon {

	private static final String FILE = "lexicon.txt.gz";

	private final Map<String, Lexeme> words;

	private final Map<String, String> irregular;

	private Lexicon(Map<String, Lexeme> words, Map<String, String> irregular) {
		this.words = words;
		this.irregular = irregular;
	}

	static Lexicon english() {
		return Holder.ENGLISH;
	}

	@Nullable Lexeme find(String word) {
		return this.words.get(word);
	}

	@Nullable String irregular(String form) {
		return this.irregular.get(form);
	}

	boolean has(String word, char pos) {
		Lexeme lexeme = this.words.get(word);
		return lexeme != null && lexeme.is(pos);
	}

	private static Lexicon read() {
		Map<String, Lexeme> words = new HashMap<>(1 << 17);
		Map<String, String> irregular = new HashMap<>(1 << 13);
		for (String line : Resources.lines(FILE)) {
			String[] fields = line.split("\t", -1);
			if (line.charAt(0) == '!') {
				irregular.put(fields[0].substring(1), fields[1]);
			}
			else {
				words.put(fields[0],
						new Lexeme(fields[0], fields[1].intern(), Integer.parseInt(fields[2]), ids(fields[3]),
								ids(fields[4]), ids(fields[5]),
								fields[6].isEmpty() ? new String[0] : fields[6].split(",")));
			}
		}
		return new Lexicon(words, irregular);
	}

	private static int[] ids(String field) {
		if (field.isEmpty()) {
			return new int[0];
		}
		return Arrays.stream(field.split(","))
			.mapToInt((id) -> Integer.parseInt(id, Character.MAX_RADIX))
			.sorted()
			.toArray();
	}

	private static final class Holder {

		private static final Lexicon ENGLISH = read();

	}

}
