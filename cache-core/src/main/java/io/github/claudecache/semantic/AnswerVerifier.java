package io.github.claudecache.semantic;

import java.util.concurrent.CompletionStage;

/**
 * Looks twice at what the judge is not sure of: slower and dearer, such as a second
 * model. It is asked only about candidates that every guard let pass. What it throws, a
 * stage that fails and one that is late mean no: a verifier that is away costs hits,
 * never correctness. Safe for use by many threads; must not block the caller.
 *
 * @since 0.1.0
 */
public interface AnswerVerifier {

	/**
	 * Its name in explanations and logs.
	 * @return lower case with dashes, never changing
	 */
	String name();

	/**
	 * Decides about a candidate.
	 * @param candidate the two questions and the answer
	 * @return whether the answer serves the asked question word for word
	 */
	CompletionStage<Boolean> verify(Candidate candidate);

	/**
	 * What is to be verified.
	 *
	 * @param cached the question whose answer is there
	 * @param asked the question that is asked
	 * @param answer the answer: its text, or its JSON
	 */
	record Candidate(String cached, String asked, String answer) {
	}

}
