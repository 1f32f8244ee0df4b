package io.github.claudecache.benchmarks.semantic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import io.github.claudecache.judgement.score.Preset;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a replay.
 *
 * @param files what is replayed
 * @param out where the decisions go
 * @param preset the judge's preset
 * @param reverse whether pairs are asked the other way round
 * @param judge who is asked when the judge is unsure; {@code null} if nobody is
 */
record ReplayArguments(List<Path> files, Path out, String preset, boolean reverse, @Nullable JudgeQuality judge) {

	static final int USAGE_ERROR = 2;

	/**
	 * Reads arguments.
	 * @return the arguments; {@code null} if they cannot be used
	 */
	static @Nullable ReplayArguments parse(String[] arguments, int files) {
		List<Path> found = new ArrayList<>();
		Path out = null;
		String preset = Preset.STRICT.name();
		boolean reverse = false;
		String judge = null;
		for (int i = 0; i < arguments.length; i++) {
			boolean last = i + 1 == arguments.length;
			switch (arguments[i]) {
				case "--out" -> out = last ? null : Path.of(arguments[++i]);
				case "--preset" -> preset = last ? "" : arguments[++i].toUpperCase(Locale.ROOT);
				case "--reverse" -> reverse = true;
				case "--judge" -> judge = last ? "" : arguments[++i];
				default -> found.add(Path.of(arguments[i]));
			}
		}
		boolean known = List.of("STRICT", "BALANCED", "LENIENT").contains(preset);
		JudgeQuality quality = (judge != null) ? JudgeQuality.of(judge).orElse(null) : null;
		boolean usable = found.size() == files && out != null && known && (judge == null) == (quality == null);
		return usable ? new ReplayArguments(found, Objects.requireNonNull(out), preset, reverse, quality) : null;
	}

}
