package io.github.claudecache.judgement.language;

import java.util.List;

/**
 * Takes questions apart, without I/O after the first use, which reads the linguistic
 * files. A text of more than {@value #LONGEST} chars is no question that an answer is
 * shared for, and is not read. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class QuestionAnalyzer {

	/**
	 * The most chars that are read.
	 */
	public static final int LONGEST = 4096;

	private final EnglishReader english = new EnglishReader();

	/**
	 * One for all: it has read the linguistic files when the first question comes.
	 * @return the same analyzer at every call
	 */
	public static QuestionAnalyzer shared() {
		return Shared.ANALYZER;
	}

	/**
	 * Takes a question apart.
	 * @param question any text
	 * @return what it says
	 */
	public AnalyzedQuestion analyze(String question) {
		return open(question).analyzed();
	}

	/**
	 * Reads a question as far as it takes to embed it.
	 * @param question any text
	 * @return the question, of which the rest is read when it is needed
	 */
	public OpenedQuestion open(String question) {
		if (question.length() > LONGEST) {
			return new OpenedQuestion(question, question, false, (opened) -> AnalyzedQuestion.tooLong(question));
		}
		List<Token> tokens = Tokenizer.tokens(question);
		Language language = Languages.of(tokens, this.english.morphology());
		if (language != Language.ENGLISH) {
			return new OpenedQuestion(question, question, true,
					(opened) -> new ForeignAnalysis(question, language, tokens).result());
		}
		List<Item> read = this.english.read(tokens);
		EnglishText text = EnglishText.of(question, read);
		return new OpenedQuestion(question, text.canonical(), Antecedents.found(read),
				(opened) -> new EnglishAnalysis(text).result(opened));
	}

	/**
	 * Is initialised when it is needed.
	 */
	private static final class Shared {

		private static final QuestionAnalyzer ANALYZER = new QuestionAnalyzer();

	}

}
