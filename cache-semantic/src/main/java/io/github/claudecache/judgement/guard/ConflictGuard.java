package io.github.claudecache.judgement.guard;

import java.util.ArrayList;
import java.util.List;

import io.github.claudecache.judgement.comparison.Comparison;

/**
 * A guard that measures how strongly two questions differ, and vetoes from a strength on.
 * To change what counts as a difference, extend a guard and override {@link #measure}; to
 * change what it takes for a veto, make the guard with another bar.
 *
 * @since 0.1.0
 */
public abstract class ConflictGuard implements SemanticGuard {

	/**
	 * The bar of a guard that only informs the score.
	 */
	public static final double NEVER = 2;

	private final String name;

	private final String reason;

	private final double bar;

	/**
	 * Makes a guard.
	 * @param name its name
	 * @param reason why it vetoes
	 * @param bar the strength from which it vetoes; {@link #NEVER} to inform the score
	 * only
	 */
	protected ConflictGuard(String name, String reason, double bar) {
		this.name = name;
		this.reason = reason;
		this.bar = bar;
	}

	@Override
	public final String name() {
		return this.name;
	}

	@Override
	public final Verdict examine(Comparison comparison) {
		Findings findings = new Findings();
		measure(comparison, findings);
		if (findings.strength <= 0) {
			return Verdict.Pass.CLEAR;
		}
		return (findings.strength >= this.bar) ? new Verdict.Veto(findings.strength, this.reason, findings.evidence)
				: new Verdict.Pass(findings.strength, findings.evidence);
	}

	/**
	 * Looks for differences.
	 * @param comparison the two questions
	 * @param findings takes each difference; the strongest counts
	 */
	protected abstract void measure(Comparison comparison, Findings findings);

	/**
	 * The differences found so far.
	 *
	 * @since 0.1.0
	 */
	public static final class Findings {

		private final List<Evidence> evidence = new ArrayList<>(2);

		private double strength;

		Findings() {
		}

		/**
		 * Notes a difference.
		 * @param found how strong it is, from 0 to 1
		 * @param cached the words of the cached question
		 * @param asked the words of the asked question
		 */
		public void add(double found, Evidence.Span cached, Evidence.Span asked) {
			if (found > 0) {
				this.strength = Math.max(this.strength, Math.min(1, found));
				this.evidence.add(new Evidence(cached, asked));
			}
		}

		/**
		 * Whether something was found.
		 * @return whether
		 */
		public boolean any() {
			return this.strength > 0;
		}

	}

}
