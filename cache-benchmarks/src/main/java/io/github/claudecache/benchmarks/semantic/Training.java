package io.github.claudecache.benchmarks.semantic;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

import io.github.claudecache.judgement.score.MonotoneModel;
import io.github.claudecache.judgement.score.Preset;
import io.github.claudecache.judgement.score.Weights;

/**
 * One run of the command: measures out of fold, then fits on all pairs.
 */
final class Training {

	static final long[] SEEDS = LongStream.rangeClosed(1, 10).toArray();

	/** Fitting once for each family as well takes long. */
	private static final int SEEDS_LEFT_OUT = 3;

	/** Margins are within this, and so many halvings find one. */
	private static final int HALVING = 40;

	private static final String TRAP = "trap/";

	private final Examples examples;

	private final CrossValidation validation;

	private final PrintStream out;

	Training(Examples examples, PrintStream out) {
		this.examples = examples;
		this.validation = new CrossValidation(examples);
		this.out = out;
	}

	void peer(String name, Map<String, Boolean> decisions) {
		double[] margins = new double[this.examples.size()];
		for (int row = 0; row < margins.length; row++) {
			margins[row] = decisions.getOrDefault(this.examples.pairs().get(row).id(), false) ? 1 : 0;
		}
		Curve curve = new Curve(this.examples, margins);
		print("peer %-20s FHR %5.2f %%  kept %5.2f %%", name, 100 * curve.served(1), 100 * curve.kept(1));
	}

	Weights run() {
		print("%d rows, both directions; means of %d seeds of five folds by group", this.examples.size(), SEEDS.length);
		threshold();
		List<Curve> curves = LongStream.of(SEEDS).mapToObj(this.validation::nested).toList();
		for (double kept : new double[] { 0.5, 0.6, 0.7, 0.8 }) {
			print("FHR at %2.0f %% kept        %6.2f %%", 100 * kept,
					100 * mean(curves, (curve) -> curve.served(curve.barKeeping(kept))));
		}
		families(curves);
		vetoes();
		Fit fit = this.validation.choose(this.validation.rows(), 0);
		print("chosen on all pairs: %s", fit);
		leaveOneFamilyOut(fit);
		return weights(fit, curves);
	}

	/** What a bar on the embedder's cosine alone would do. */
	private void threshold() {
		double[] margins = new double[this.examples.size()];
		for (int row = 0; row < margins.length; row++) {
			margins[row] = 1 - this.examples.features()[row][0];
		}
		Curve curve = new Curve(this.examples, margins);
		print("cosine alone: FHR at 50, 60, 70 %% kept %.2f %.2f %.2f %%", 100 * curve.served(curve.barKeeping(0.5)),
				100 * curve.served(curve.barKeeping(0.6)), 100 * curve.served(curve.barKeeping(0.7)));
	}

	private void families(List<Curve> curves) {
		print("at 60 %% kept, by family: served of those that must miss, kept of those that must hit");
		for (String family : new TreeSet<>(this.examples.pairs().stream().map(LabelledPair::family).toList())) {
			print("  %-44s served %6.2f %%  kept %6.2f %%", family,
					100 * mean(curves, (curve) -> curve.served(curve.barKeeping(0.6), family)),
					100 * mean(curves, (curve) -> curve.kept(curve.barKeeping(0.6), family)));
		}
	}

	/** How often each guard vetoes a pair with the same answer, and one with another. */
	private void vetoes() {
		Map<String, int[]> counts = new TreeMap<>();
		int same = 0;
		for (int row = 0; row < this.examples.size(); row++) {
			same += this.examples.same(row) ? 1 : 0;
			for (String guard : this.examples.vetoes().get(row)) {
				counts.computeIfAbsent(guard, (key) -> new int[2])[this.examples.same(row) ? 1 : 0]++;
			}
		}
		print("vetoes by guard: of those that must hit (wrong), of those that must miss (right)");
		for (Map.Entry<String, int[]> entry : counts.entrySet()) {
			print("  %-20s wrong %6.2f %%  right %6.2f %%", entry.getKey(), 100.0 * entry.getValue()[1] / same,
					100.0 * entry.getValue()[0] / (this.examples.size() - same));
		}
	}

	private void leaveOneFamilyOut(Fit fit) {
		Map<String, Double> rates = new LinkedHashMap<>();
		TreeSet<String> families = new TreeSet<>(this.examples.pairs().stream().map(LabelledPair::family).toList());
		for (String family : families) {
			if (family.startsWith(TRAP)) {
				List<Curve> curves = LongStream.of(SEEDS)
					.limit(SEEDS_LEFT_OUT)
					.mapToObj((seed) -> this.validation.without(fit, family, seed))
					.toList();
				rates.put(family, mean(curves, (curve) -> curve.served(curve.barKeeping(0.6), family)));
			}
		}
		print("a family of traps left out of the fitting, its FHR at 60 %% kept");
		rates.forEach((family, rate) -> print("  %-44s %6.2f %%", family, 100 * rate));
		print("  %-44s %6.2f %%", "mean",
				100 * rates.values().stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN));
	}

	private Weights weights(Fit fit, List<Curve> curves) {
		Calibration calibration = Calibration.of(curves);
		MonotoneModel model = fit.fit(this.examples, this.validation.rows());
		Map<Preset, Double> bars = new EnumMap<>(Preset.class);
		for (Preset preset : Preset.values()) {
			double margin = lowestBar(curves, preset.falseHitRate());
			double bar = calibration.probability(margin);
			bars.put(preset, bar);
			print("%-9s probability >= %.4f: FHR %.2f %%, kept %.2f %%", preset, bar,
					100 * mean(curves, (curve) -> curve.served(margin)),
					100 * mean(curves, (curve) -> curve.kept(margin)));
		}
		print("calibration: largest gap of ten bins %.3f", calibration.largestGap(curves));
		return new Weights("all-minilm-l6-v2-q", model, calibration.slope(), calibration.offset(), bars);
	}

	/** The lowest margin at which the mean rate is not above the one wanted. */
	static double lowestBar(List<Curve> curves, double rate) {
		double low = -HALVING;
		double high = HALVING;
		for (int step = 0; step < HALVING; step++) {
			double middle = (low + high) / 2;
			if (mean(curves, (curve) -> curve.served(middle)) <= rate) {
				high = middle;
			}
			else {
				low = middle;
			}
		}
		return high;
	}

	private static double mean(List<Curve> curves, ToDoubleFunction<Curve> measure) {
		return curves.stream().mapToDouble(measure).average().orElseThrow();
	}

	private void print(String format, Object... values) {
		this.out.println(String.format(Locale.ROOT, format, values));
	}

}
