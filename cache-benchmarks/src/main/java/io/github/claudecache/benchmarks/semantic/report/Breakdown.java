package io.github.claudecache.benchmarks.semantic.report;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.claudecache.benchmarks.semantic.score.PairOutcome;

/**
 * What some contenders do with each kind of pair.
 */
final class Breakdown {

	private final PairsPart part;

	Breakdown(PairsPart part) {
		this.part = part;
	}

	String markdown() {
		Predicate<PairOutcome> trap = (outcome) -> !outcome.same();
		return section("### Traps served, by family", "family", trap, PairOutcome::family)
				+ section("### Rewordings kept, by family", "family", PairOutcome::same, PairOutcome::family)
				+ section("### Traps served, by hazard", "hazard", trap, PairOutcome::hazard)
				+ section("### Rewordings kept, by hazard", "hazard of the question", PairOutcome::same,
						PairOutcome::hazard);
	}

	/** Pairs without a name of their kind are left out. */
	private String section(String heading, String first, Predicate<PairOutcome> chosen,
			Function<PairOutcome, String> kind) {
		Map<String, Integer> sizes = new TreeMap<>();
		for (PairOutcome outcome : this.part.outcomes()) {
			if (chosen.test(outcome) && !kind.apply(outcome).isEmpty()) {
				sizes.merge(kind.apply(outcome), 1, Integer::sum);
			}
		}
		if (sizes.isEmpty()) {
			return "";
		}
		FigureTable table = new FigureTable(first,
				Stream
					.concat(Stream.of("pairs"),
							this.part.detailed().stream().map((contender) -> contender.name() + " %"))
					.toList());
		sizes.forEach((name, size) -> {
			Predicate<PairOutcome> ofKind = chosen.and((outcome) -> kind.apply(outcome).equals(name));
			table.row(name,
					Stream
						.concat(Stream.of(String.valueOf(size)),
								this.part.detailed().stream().map((contender) -> cell(contender, ofKind)))
						.toList());
		});
		return heading + "\n\n" + table.markdown() + "\n";
	}

	private String cell(Contender contender, Predicate<PairOutcome> chosen) {
		return Figures.withInterval(Objects.requireNonNull(this.part.scores().get(contender)).served(chosen));
	}

}
