package io.github.claudecache.benchmarks.semantic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Splits rows by their groups, so that no question is fitted on and tested on.
 */
final class Folds {

	private final Map<String, Integer> foldOfGroup = new HashMap<>();

	private final Examples examples;

	private final int[] rows;

	private final int count;

	Folds(Examples examples, int[] rows, int count, long seed) {
		this.examples = examples;
		this.rows = rows;
		this.count = count;
		TreeSet<String> groups = new TreeSet<>();
		for (int row : rows) {
			groups.add(examples.pairs().get(row).group());
		}
		List<String> shuffled = new ArrayList<>(groups);
		Collections.shuffle(shuffled, new Random(seed));
		for (int i = 0; i < shuffled.size(); i++) {
			this.foldOfGroup.put(shuffled.get(i), i % count);
		}
	}

	int count() {
		return this.count;
	}

	int[] fitting(int fold) {
		return select((row) -> fold(row) != fold);
	}

	int[] testing(int fold) {
		return select((row) -> fold(row) == fold);
	}

	private int fold(int row) {
		return this.foldOfGroup.getOrDefault(this.examples.pairs().get(row).group(), -1);
	}

	private int[] select(IntPredicate chosen) {
		return IntStream.of(this.rows).filter(chosen).toArray();
	}

}
