package io.github.claudecache.redis.nodes;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a node counted.
 *
 * @param checked answers that were compared with the floors
 * @param hits those of them that came from the store
 * @param violations answers that were older than they may be, however they came about
 * @param invalidations invalidations that were confirmed
 * @param refused invalidations whose caller was told that they failed
 */
record Figures(long checked, long hits, long violations, long invalidations, long refused) {

	static Figures parse(String line) {
		Map<String, Long> values = Arrays.stream(line.split(" "))
			.map((pair) -> pair.split("="))
			.collect(Collectors.toMap((pair) -> pair[0], (pair) -> Long.parseLong(pair[1])));
		return new Figures(values.get("checked"), values.get("hits"), values.get("violations"),
				values.get("invalidations"), values.get("refused"));
	}

}
