package io.github.claudecache.judgement.score;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A fitted model with what is needed to use it: its calibration and the bars of the
 * presets. Kept as a text of one entry a line, written by the command {@code train} of
 * the benchmarks.
 *
 * @param embedder the embedder whose cosines it was fitted with
 * @param model the model
 * @param slope the calibration's factor
 * @param offset the calibration's summand
 * @param bars the least probability of each preset
 * @since 0.1.0
 */
public record Weights(String embedder, MonotoneModel model, double slope, double offset, Map<Preset, Double> bars) {

	private static final String VERSION = "1";

	private static final String FILE = "weights.txt";

	/**
	 * Checks and copies.
	 */
	public Weights {
		bars = Map.copyOf(bars);
	}

	/**
	 * The shipped weights.
	 * @return the same each time
	 */
	public static Weights standard() {
		return Holder.STANDARD;
	}

	/**
	 * The least probability to serve at.
	 * @param preset the preset
	 * @return from 0 to 1; 1 where the file has no bar for it
	 */
	public double bar(Preset preset) {
		return this.bars.getOrDefault(preset, 1.0);
	}

	/**
	 * The calibrated probability behind a margin.
	 * @param margin what the model says
	 * @return from 0 to 1
	 */
	public double probability(double margin) {
		return 1 / (1 + Math.exp(-(this.slope * margin + this.offset)));
	}

	/**
	 * The file's lines.
	 * @return the lines, from which {@link #of} makes the same weights
	 */
	public List<String> lines() {
		List<String> lines = new ArrayList<>();
		lines.add("version " + VERSION);
		lines.add("embedder " + this.embedder);
		lines.add(format("intercept %.5f", this.model.intercept()));
		lines.add(format("calibration %.5f %.5f", this.slope, this.offset));
		new EnumMap<>(this.bars).forEach((preset, bar) -> lines.add(format("bar %s %.5f", preset.id(), bar)));
		for (MonotoneModel.Part part : this.model.parts()) {
			String name = Features.names().get(part.feature());
			lines.add((part.step() < 0) ? format("linear %s %.5f", name, part.weight())
					: format("step %s %.5f %.5f", name, part.step(), part.weight()));
		}
		return lines;
	}

	/**
	 * Reads weights.
	 * @param lines the file's lines
	 * @return the weights
	 * @throws IllegalArgumentException if a line is not understood, so that weights of
	 * another version are not half used
	 */
	public static Weights of(List<String> lines) {
		String embedder = "";
		double intercept = 0;
		double slope = 1;
		double offset = 0;
		Map<Preset, Double> bars = new EnumMap<>(Preset.class);
		List<MonotoneModel.Part> parts = new ArrayList<>();
		for (String line : lines) {
			String[] fields = line.split(" ");
			switch (fields[0]) {
				case "version" -> {
					if (!fields[1].equals(VERSION)) {
						throw new IllegalArgumentException("Weights of version " + fields[1] + ", not " + VERSION);
					}
				}
				case "embedder" -> embedder = fields[1];
				case "intercept" -> intercept = Double.parseDouble(fields[1]);
				case "calibration" -> {
					slope = Double.parseDouble(fields[1]);
					offset = Double.parseDouble(fields[2]);
				}
				case "bar" -> bars.put(Preset.valueOf(fields[1].toUpperCase(Locale.ROOT)), Double.valueOf(fields[2]));
				case "linear" -> parts.add(new MonotoneModel.Part(feature(fields[1]), MonotoneModel.Part.LINEAR,
						Double.parseDouble(fields[2])));
				case "step" -> parts.add(new MonotoneModel.Part(feature(fields[1]), Double.parseDouble(fields[2]),
						Double.parseDouble(fields[3])));
				default -> throw new IllegalArgumentException("Not a line of weights: " + line);
			}
		}
		return new Weights(embedder, new MonotoneModel(intercept, parts), slope, offset, bars);
	}

	private static int feature(String name) {
		int index = Features.names().indexOf(name);
		if (index < 0) {
			throw new IllegalArgumentException("No feature is called " + name);
		}
		return index;
	}

	private static String format(String pattern, Object... values) {
		return String.format(Locale.ROOT, pattern, values);
	}

	private static Weights read() {
		try (InputStream file = Weights.class.getResourceAsStream(FILE)) {
			if (file == null) {
				throw new IllegalStateException("The jar of claude-cache-semantic lacks its file " + FILE);
			}
			return of(new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8)).lines()
				.filter((line) -> !line.isBlank() && line.charAt(0) != '#')
				.toList());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static final class Holder {

		private static final Weights STANDARD = read();

	}

}
