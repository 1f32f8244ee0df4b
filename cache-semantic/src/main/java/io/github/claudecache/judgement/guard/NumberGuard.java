package io.github.claudecache.judgement.guard;

import java.util.List;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.guard.Evidence.Span;
import io.github.claudecache.judgement.language.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Different numbers, amounts, percentages, ranks or versions, after units are converted;
 * and the same numbers of different things. A number that only one question has counts
 * half.
 *
 * @since 0.1.0
 */
public class NumberGuard extends ConflictGuard {

	/**
	 * Makes the guard.
	 * @param bar the strength from which it vetoes
	 */
	public NumberGuard(double bar) {
		super("number", "the questions contain different numbers", bar);
	}

	@Override
	protected void measure(Comparison comparison, Findings findings) {
		List<Quantity> cached = comparison.cached().quantities();
		List<Quantity> asked = comparison.asked().quantities();
		Quantity cachedOnly = missing(cached, asked);
		Quantity askedOnly = missing(asked, cached);
		if (cachedOnly != null && askedOnly != null) {
			findings.add(1, span(cachedOnly), span(askedOnly));
		}
		else if (cachedOnly != null) {
			findings.add(oneSided(cachedOnly, asked), span(cachedOnly), Span.NONE);
		}
		else if (askedOnly != null) {
			findings.add(oneSided(askedOnly, cached), Span.NONE, span(askedOnly));
		}
		for (Quantity left : cached) {
			for (Quantity right : asked) {
				if (left.noun() != null && left.noun().equals(right.noun())
						&& left.dimension().equals(right.dimension()) && !left.same(right)
						&& !sameElsewhere(left, asked) && !sameElsewhere(right, cached)) {
					findings.add(1, span(left), span(right));
				}
			}
		}
	}

	/** The number stands at the same noun somewhere on the other side. */
	private static boolean sameElsewhere(Quantity quantity, List<Quantity> others) {
		for (Quantity other : others) {
			if (other.same(quantity) && quantity.noun() != null && quantity.noun().equals(other.noun())) {
				return true;
			}
		}
		return false;
	}

	private static double oneSided(Quantity quantity, List<Quantity> others) {
		if (quantity.value().equals("1") && quantity.dimension().isEmpty()) {
			return 0.2;
		}
		for (Quantity other : others) {
			if (!other.unitOnly() && other.dimension().equals(quantity.dimension())) {
				return 0.7;
			}
		}
		return 0.5;
	}

	private static @Nullable Quantity missing(List<Quantity> quantities, List<Quantity> others) {
		Quantity weakest = null;
		for (Quantity quantity : quantities) {
			if (!quantity.unitOnly() && others.stream().noneMatch(quantity::same)) {
				if (!quantity.value().equals("1") || !quantity.dimension().isEmpty()) {
					return quantity;
				}
				weakest = quantity;
			}
		}
		return weakest;
	}

	private static Span span(Quantity quantity) {
		return new Span(quantity.start(), quantity.end());
	}

}
