package io.github.claudecache.judgement.language;

import java.util.List;

/**
 * The texts of one question that are embedded.
 *
 * @param raw the question as it was asked
 * @param repaired with its spelling repaired; the same as raw if there is nothing to
 * repair
 * @param canonical without politeness and filler, phrases replaced by their concepts
 * @since 0.1.0
 */
public record Variants(String raw, String repaired, String canonical) {

	/**
	 * The texts, in the order in which {@code Cosines} expects their similarities.
	 * @return three texts
	 */
	public List<String> texts() {
		return List.of(this.raw, this.repaired, this.canonical);
	}

}
