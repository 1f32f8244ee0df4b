package io.github.claudecache.judgement;

import java.util.List;

import io.github.claudecache.judgement.guard.GuardFinding;
import io.github.claudecache.judgement.guard.Verdict;
import io.github.claudecache.judgement.score.Score;
import io.github.claudecache.semantic.Judgement;

/**
 * What was decided about a candidate, and why.
 *
 * @param ruling whether its answer may be served
 * @param findings what each guard says, in the order of the guards
 * @param score how likely one answer serves both questions, whatever the guards say
 * @param bar the probability that was asked for, from 0 to 1
 * @since 0.1.0
 */
public record Decision(Judgement.Ruling ruling, List<GuardFinding> findings, Score score, double bar) {

	/**
	 * Checks and copies.
	 */
	public Decision {
		findings = List.copyOf(findings);
	}

	/**
	 * Whether the answer may be served without asking anybody.
	 * @return whether
	 */
	public boolean serve() {
		return this.ruling == Judgement.Ruling.SAME;
	}

	/**
	 * The guards that vetoed.
	 * @return their names, in the order of the guards
	 */
	public List<String> vetoedBy() {
		return this.findings.stream()
			.filter((finding) -> finding.verdict() instanceof Verdict.Veto)
			.map(GuardFinding::guard)
			.toList();
	}

}
