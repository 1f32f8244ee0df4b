package io.github.claudecache.judgement.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Groups of words that may stand for each other in questions to a help desk, and the
 * groups that are their opposites. It knows what WordNet does not: words of software and
 * of services.
 */
final class Thesaurus {

	private static final int[] NONE = new int[0];

	private static final Map<String, int[]> GROUPS = new HashMap<>();

	private static final Map<String, int[]> OPPOSITES = new HashMap<>();

	private static final Map<String, Scale> SCALES = new HashMap<>();

	static {
		Map<String, List<Integer>> groups = new HashMap<>();
		Map<String, List<Integer>> opposites = new HashMap<>();
		int next = 0;
		for (String line : Resources.lines("synonyms.txt")) {
			String[] sides = line.split("\\|");
			for (int side = 0; side < sides.length; side++) {
				for (String word : sides[side].split(",")) {
					groups.computeIfAbsent(word.trim(), (key) -> new ArrayList<>()).add(next + side);
					if (sides.length > 1) {
						opposites.computeIfAbsent(word.trim(), (key) -> new ArrayList<>()).add(next + 1 - side);
					}
				}
			}
			next += 2;
		}
		groups.forEach((word, list) -> GROUPS.put(word, sorted(list)));
		opposites.forEach((word, list) -> OPPOSITES.put(word, sorted(list)));
		for (String line : Resources.lines("scales.txt")) {
			int colon = line.indexOf(':');
			String[] sides = line.substring(colon + 1).split("\\|");
			for (int side = 0; side < sides.length; side++) {
				for (String word : sides[side].split(",")) {
					SCALES.putIfAbsent(word.trim(), new Scale(line.substring(0, colon), (side == 0) ? 1 : -1));
				}
			}
		}
	}

	private Thesaurus() {
	}

	static int[] groups(String word) {
		return GROUPS.getOrDefault(word, NONE);
	}

	static int[] opposites(String word) {
		return OPPOSITES.getOrDefault(word, NONE);
	}

	static @Nullable Scale scale(String word) {
		return SCALES.get(word);
	}

	private static int[] sorted(List<Integer> ids) {
		return ids.stream().mapToInt(Integer::intValue).sorted().distinct().toArray();
	}

	/**
	 * A word's place on a dimension.
	 *
	 * @param dimension the dimension
	 * @param sign 1 for its high end, -1 for its low end
	 */
	record Scale(String dimension, int sign) {
	}

}
