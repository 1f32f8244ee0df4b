package io.github.claudecache.benchmarks.speed.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The page of the documentation that says how fast the cache is. Its text is a resource;
 * every figure is from the run that writes it.
 *
 * @since 0.1.0
 */
public final class PerformancePage {

	private static final String TEMPLATE = "/speed/performance.md";

	private final List<Measurement> measurements;

	/**
	 * Creates a page.
	 * @param measurements all measurements of a run
	 */
	public PerformancePage(List<Measurement> measurements) {
		this.measurements = List.copyOf(measurements);
	}

	/**
	 * Writes the page.
	 * @param file where to
	 * @param redisVersion the version of the server
	 * @param method how it was measured: values by the name of their place in the text
	 * @throws IOException if it cannot be written
	 */
	public void write(Path file, String redisVersion, Map<String, String> method) throws IOException {
		String page = template().replace("{{machine}}", Machine.text(redisVersion))
			.replace("{{bars}}", bars())
			.replace("{{hits}}", hits())
			.replace("{{memory}}", memory())
			.replace("{{invalidations}}", invalidations());
		for (Map.Entry<String, String> value : method.entrySet()) {
			page = page.replace("{{" + value.getKey() + "}}", value.getValue());
		}
		Path directory = file.toAbsolutePath().getParent();
		if (directory != null) {
			Files.createDirectories(directory);
		}
		Files.writeString(file, page);
	}

	private String bars() {
		Table table = new Table("Bar", "Measured", "Reached");
		Bars.of(this.measurements)
			.forEach((bar) -> table.row(bar.promise(), bar.measured(), bar.reached() ? "yes" : "**no**"));
		return table.toString();
	}

	private String hits() {
		Table table = new Table("Case", "Side", "p50 µs", "× bare GET", "p99 µs", "calls/s");
		for (Measurement hit : named("hit-")) {
			table.row(hit.name().substring("hit-".length()), hit.side(), hit.p50Micros(),
					Table.factor(hit.p50Micros() / p50(hit.name(), "bare-get")), hit.p99Micros(), hit.opsPerSecond());
		}
		return table.toString();
	}

	private String memory() {
		Table table = new Table("Answer", "Side", "Bytes per answer", "of it beside the answer's own key",
				"more than bare");
		for (Measurement hit : named("hit-")) {
			if (hit.name().endsWith("-1t")) {
				double bare = figure(hit.name(), "bare-get", Measurement.BYTES_PER_ENTRY);
				double bytes = hit.extra(Measurement.BYTES_PER_ENTRY);
				table.row(hit.name().substring("hit-".length(), hit.name().length() - "-1t".length()), hit.side(),
						bytes, hit.extra(Measurement.INDEX_BYTES_PER_ENTRY), bytes - bare);
			}
		}
		return table.toString();
	}

	private String invalidations() {
		Table table = new Table("Entries", "Side", "p50 µs", "× bare SET", "p99 µs", "worst stall ms", "without ms",
				"swept after ms", "calls");
		for (Measurement call : named("invalidate-")) {
			table.row(call.name().substring("invalidate-".length()), call.side(), call.p50Micros(),
					Table.factor(call.p50Micros() / p50(call.name(), "bare-set")), call.p99Micros(),
					call.extra("worstStallMillis"), call.extra("idleWorstStallMillis"), call.extra("sweepMillis"),
					Math.round(call.extra("repetitions")) + ((call.extra("givenUp") > 0) ? ", given up" : ""));
		}
		return table.toString();
	}

	private List<Measurement> named(String beginning) {
		return this.measurements.stream().filter((measurement) -> measurement.name().startsWith(beginning)).toList();
	}

	private double p50(String name, String side) {
		return this.measurements.stream()
			.filter((other) -> other.name().equals(name) && other.side().equals(side))
			.mapToDouble(Measurement::p50Micros)
			.findFirst()
			.orElse(Double.NaN);
	}

	private double figure(String name, String side, String extra) {
		return this.measurements.stream()
			.filter((other) -> other.name().equals(name) && other.side().equals(side))
			.mapToDouble((other) -> other.extra(extra))
			.findFirst()
			.orElse(Double.NaN);
	}

	private static String template() throws IOException {
		try (InputStream template = PerformancePage.class.getResourceAsStream(TEMPLATE)) {
			if (template == null) {
				throw new IOException("The text of the page is missing: " + TEMPLATE);
			}
			return new String(template.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
