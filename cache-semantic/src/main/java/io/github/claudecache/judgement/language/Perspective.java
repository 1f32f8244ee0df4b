package io.github.claudecache.judgement.language;

import java.util.Set;

/**
 * Whose matter a question is.
 *
 * @param subject the person of the first subject: 1 I, 2 you, 3 others, 0 none
 * @param owners whose things are named: my, your, his
 * @param beneficiaries for whom something is: for my son
 * @since 0.1.0
 */
public record Perspective(int subject, Set<Integer> owners, Set<String> beneficiaries) {

	/**
	 * Checks and copies.
	 */
	public Perspective {
		owners = Set.copyOf(owners);
		beneficiaries = Set.copyOf(beneficiaries);
	}

}
