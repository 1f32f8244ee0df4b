package io.github.claudecache.actuate;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What answers are built from: the version of each source, and its floor, the lowest
 * version that an answer may show to whoever asks from now on. Safe for use by many
 * threads.
 */
final class SourceVersions {

	static final int SOURCES = 6;

	private final AtomicLongArray present = new AtomicLongArray(SOURCES);

	private final AtomicLongArray floors = new AtomicLongArray(SOURCES);

	long present(int source) {
		return this.present.get(source);
	}

	long floor(int source) {
		return this.floors.get(source);
	}

	/**
	 * Changes sources.
	 * @return the new version of each
	 */
	SortedMap<Integer, Long> change(Iterable<Integer> sources) {
		SortedMap<Integer, Long> changed = new TreeMap<>();
		sources.forEach((source) -> changed.put(source, this.present.incrementAndGet(source)));
		return changed;
	}

	/**
	 * Notes that older versions must not be shown any more.
	 */
	void confirmed(SortedMap<Integer, Long> changed) {
		changed.forEach((source, version) -> this.floors.accumulateAndGet(source, version, Math::max));
	}

	static String tag(int source) {
		return "source:" + source;
	}

}
