package io.github.claudecache.key;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * The factors of a key, each by the beginning of its digest: enough to say which factor
 * differs between two requests, too little to say what its text was.
 *
 * @param digests 16 hexadecimal digits by the name of the factor; a factor that was
 * absent is not there
 * @since 0.1.0
 */
public record FactorCard(SortedMap<String, String> digests) {

	/**
	 * Creates a card.
	 */
	public FactorCard {
		digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
	}

	/**
	 * The factors that differ from another card.
	 * @param other the card to compare with
	 * @return the differences in the order of the factors' names; empty for equal cards
	 */
	public List<Difference> differencesFrom(FactorCard other) {
		SortedSet<String> names = new TreeSet<>(this.digests.keySet());
		names.addAll(other.digests.keySet());
		List<Difference> differences = new ArrayList<>();
		for (String name : names) {
			String before = other.digests.get(name);
			String now = this.digests.get(name);
			if (before == null || !before.equals(now)) {
				differences.add(new Difference(name, before, now));
			}
		}
		return differences;
	}

	/**
	 * A factor that is not the same in two requests.
	 *
	 * @param factor the factor's name
	 * @param before its digest in the other request; {@code null} if it was absent
	 * @param now its digest in this request; {@code null} if it is absent
	 */
	public record Difference(String factor, @Nullable String before, @Nullable String now) {

		private static final int SHOWN_DIGITS = 4;

		@Override
		public String toString() {
			return this.factor + " changed: " + brief(this.before) + " -> " + brief(this.now);
		}

		private static String brief(@Nullable String digest) {
			return (digest != null) ? digest.substring(0, Math.min(SHOWN_DIGITS, digest.length())) : "absent";
		}

	}

}
