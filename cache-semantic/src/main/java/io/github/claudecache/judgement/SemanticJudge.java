package io.github.claudecache.judgement;

import java.util.List;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.guard.GuardChain;
import io.github.claudecache.judgement.guard.GuardFinding;
import io.github.claudecache.judgement.guard.Guards;
import io.github.claudecache.judgement.guard.SemanticGuard;
import io.github.claudecache.judgement.guard.Verdict;
import io.github.claudecache.judgement.language.Language;
import io.github.claudecache.judgement.score.EquivalenceScorer;
import io.github.claudecache.judgement.score.Preset;
import io.github.claudecache.judgement.score.Score;
import io.github.claudecache.semantic.Judgement;

/**
 * Decides about one candidate: every guard must pass and the score must reach the bar. A
 * scorer that throws decides for no. Where a question's language is not understood, the
 * bar is at least that of {@link Preset#STRICT}.
 * <p>
 * Immutable and safe for use by many threads, if its guards and its scorer are.
 *
 * @since 0.1.0
 */
public final class SemanticJudge {

	private static final GuardFinding TOO_LONG = new GuardFinding("length",
			new Verdict.Veto(1, "a text is too long to be judged", List.of()));

	private final GuardChain guards;

	private final EquivalenceScorer scorer;

	private final GreyZone zone;

	/**
	 * Makes a judge.
	 * @param guards all of them must pass
	 * @param scorer gives the probability
	 * @param bar the least probability to serve at, from 0 to 1; see {@link Preset#bar()}
	 */
	public SemanticJudge(List<? extends SemanticGuard> guards, EquivalenceScorer scorer, double bar) {
		this(guards, scorer, GreyZone.none(bar));
	}

	/**
	 * Makes a judge that is unsure in between.
	 * @param guards all of them must pass
	 * @param scorer gives the probability
	 * @param zone at which probabilities it is unsure
	 */
	public SemanticJudge(List<? extends SemanticGuard> guards, EquivalenceScorer scorer, GreyZone zone) {
		this.guards = new GuardChain(guards);
		this.scorer = scorer;
		this.zone = zone;
	}

	/**
	 * The judge of the standard guards and the shipped weights.
	 * @param preset where on the measured curve it stands
	 * @return a judge
	 */
	public static SemanticJudge standard(Preset preset) {
		return new SemanticJudge(Guards.standard(), EquivalenceScorer.standard(), preset.bar());
	}

	/**
	 * Decides about a candidate. Never throws because of a guard or the scorer.
	 * @param comparison the two questions
	 * @return the decision and its reasons
	 */
	public Decision judge(Comparison comparison) {
		if (!comparison.cached().complete() || !comparison.asked().complete()) {
			return new Decision(Judgement.Ruling.DIFFERENT, List.of(TOO_LONG), Score.FAILED, this.zone.sure());
		}
		List<GuardFinding> findings = this.guards.examine(comparison);
		Score score = score(comparison, findings);
		GreyZone here = understood(comparison) ? this.zone : this.zone.notBelow(Preset.STRICT.bar());
		return new Decision(ruling(findings, score, here), findings, score, here.sure());
	}

	private static Judgement.Ruling ruling(List<GuardFinding> findings, Score score, GreyZone zone) {
		if (score.probability() < zone.from() || findings.stream().anyMatch(GuardFinding::vetoes)) {
			return Judgement.Ruling.DIFFERENT;
		}
		return (score.probability() >= zone.sure()) ? Judgement.Ruling.SAME : Judgement.Ruling.UNSURE;
	}

	private Score score(Comparison comparison, List<GuardFinding> findings) {
		try {
			return this.scorer.score(comparison, findings);
		}
		catch (RuntimeException ex) {
			return Score.FAILED;
		}
	}

	private static boolean understood(Comparison comparison) {
		return comparison.cached().language() != Language.OTHER && comparison.asked().language() != Language.OTHER;
	}

}
