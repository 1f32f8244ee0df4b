package io.github.claudecache.autoconfigure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Finds what a developer probably meant.
 */
final class Suggestions {

	private Suggestions() {
	}

	/**
	 * The candidates that differ least from a name.
	 * @param name the misspelt name
	 * @param candidates the names that exist
	 * @return the closest ones; empty if none is close
	 */
	static List<String> closest(String name, Collection<String> candidates) {
		int best = Math.max(2, name.length() / 5);
		List<String> closest = new ArrayList<>();
		for (String candidate : candidates) {
			if (Math.abs(candidate.length() - name.length()) <= best) {
				int distance = distance(name, candidate);
				if (distance < best) {
					closest.clear();
					best = distance;
				}
				if (distance == best) {
					closest.add(candidate);
				}
			}
		}
		return closest;
	}

	/**
	 * A question that names suggestions.
	 * @param suggestions the suggestions
	 * @return what follows a sentence, with a space before it, or an empty text
	 */
	static String question(List<String> suggestions) {
		return suggestions.isEmpty() ? "" : " Did you mean '" + String.join("' or '", suggestions) + "'?";
	}

	// Levenshtein, with the exchange of two neighbours as one step, without regard to
	// case.
	private static int distance(String left, String right) {
		String a = left.toLowerCase(Locale.ROOT);
		String b = right.toLowerCase(Locale.ROOT);
		int[][] distance = new int[a.length() + 1][b.length() + 1];
		for (int i = 0; i <= a.length(); i++) {
			for (int j = 0; j <= b.length(); j++) {
				if (i == 0 || j == 0) {
					distance[i][j] = i + j;
					continue;
				}
				int cost = (a.charAt(i - 1) == b.charAt(j - 1)) ? 0 : 1;
				int best = Math.min(distance[i - 1][j] + 1, distance[i][j - 1] + 1);
				best = Math.min(best, distance[i - 1][j - 1] + cost);
				if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
					best = Math.min(best, distance[i - 2][j - 2] + 1);
				}
				distance[i][j] = best;
			}
		}
		return distance[a.length()][b.length()];
	}

}
