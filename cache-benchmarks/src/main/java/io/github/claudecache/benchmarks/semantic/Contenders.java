package io.github.claudecache.benchmarks.semantic;

import java.util.List;
import java.util.Locale;

import io.github.claudecache.benchmarks.semantic.report.Contender;
import io.github.claudecache.benchmarks.semantic.report.Contender.Kind;
import io.github.claudecache.judgement.score.Preset;

/**
 * The names of those who decide. Who is measured on pairs and on a trace has one name.
 */
final class Contenders {

	/** What caches that trust similarity are set to. */
	static final List<Double> THRESHOLDS = List.of(0.80, 0.90, 0.95);

	static final Contender ANY_THRESHOLD = new Contender("cosine", Kind.THRESHOLD);

	static final Contender ANY_BAR = new Contender("ours, shipped weights", Kind.SHIPPED);

	static final Contender ANY_BAR_OUT_OF_FOLD = new Contender("ours, out of fold", Kind.OUT_OF_FOLD);

	private Contenders() {
	}

	static Contender threshold(double threshold) {
		return new Contender(String.format(Locale.ROOT, "cosine %.2f", threshold), Kind.THRESHOLD);
	}

	static Contender shipped(Preset preset) {
		return new Contender("ours, " + name(preset), Kind.SHIPPED);
	}

	static Contender outOfFold(Preset preset) {
		return new Contender("ours, " + name(preset) + ", out of fold", Kind.OUT_OF_FOLD);
	}

	private static String name(Preset preset) {
		return preset.name().toLowerCase(Locale.ROOT);
	}

}
