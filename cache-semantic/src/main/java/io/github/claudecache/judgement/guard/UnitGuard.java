package io.github.claudecache.judgement.guard;

import java.util.List;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.guard.Evidence.Span;
import io.github.claudecache.judgement.language.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Different units or currencies that are asked for: in cm, in inches; in yen, in euros.
 *
 * @since 0.1.0
 */
public class UnitGuard extends ConflictGuard {

	/**
	 * Makes the guard.
	 * @param bar the strength from which it vetoes
	 */
	public UnitGuard(double bar) {
		super("unit", "the questions ask for different units", bar);
	}

	@Override
	protected void measure(Comparison comparison, Findings findings) {
		Quantity cachedOnly = missing(comparison.cached().quantities(), comparison.asked().quantities());
		Quantity askedOnly = missing(comparison.asked().quantities(), comparison.cached().quantities());
		if (cachedOnly != null && askedOnly != null) {
			findings.add(1, new Span(cachedOnly.start(), cachedOnly.end()),
					new Span(askedOnly.start(), askedOnly.end()));
		}
		else if (cachedOnly != null) {
			findings.add(0.5, new Span(cachedOnly.start(), cachedOnly.end()), Span.NONE);
		}
		else if (askedOnly != null) {
			findings.add(0.5, Span.NONE, new Span(askedOnly.start(), askedOnly.end()));
		}
	}

	private static @Nullable Quantity missing(List<Quantity> quantities, List<Quantity> others) {
		for (Quantity quantity : quantities) {
			if (quantity.unitOnly()
					&& others.stream().noneMatch((other) -> other.dimension().equals(quantity.dimension()))) {
				return quantity;
			}
		}
		return null;
	}

}
