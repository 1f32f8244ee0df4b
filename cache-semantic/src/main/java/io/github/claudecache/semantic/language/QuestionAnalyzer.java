package io.github.claudecache.semantic.language;

import java.util.List;

/**
 * Takes questions apart. Linear in the length of the text, without I/O after the first
 * use, which reads the linguistic files. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class QuestionAnalyzer {

	private final EnglishReader english = new EnglishReader();

	/**
	 * Takes a question apart.
	 * @param question any text
	 * @return what it says
	 */
	public AnalyzedQuestion analyze(String question) {
		List<Token> tokens = Tokenizer.tokens(question);
		Language language = Languages.of(tokens, this.english.morphology());
		if (language == Language.ENGLISH) {
			return new EnglishAnalysis(question, this.english.read(tokens)).result();
		}
		return new ForeignAnalysis(question, language, tokens).result();
	}

}
