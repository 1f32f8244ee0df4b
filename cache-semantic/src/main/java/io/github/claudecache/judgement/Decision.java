package io.github.claudecache.judgement;

import java.util.List;

import io.github.claudecache.judgement.guard.GuardFinding;
import io.github.claudecache.judgement.guard.Verdict;
import io.github.claudecache.judgement.score.Score;

/**
 * What was decided about a candidate, and why.
 *
 * @param serve whether its answer may be served
 * @param findings what each guard says, in the order of the guards
 * @param score how likely one answer serves both questions, whatever the guards say
 * @param bar the probability that was asked for, from 0 to 1
 * @since 0.1.0
 */
public record Decision(boolean serve, List<GuardFinding> findings, Score score, double bar) {

	/**
	 * Checks and copies.
	 */
	public Decision {
		findings = List.copyOf(findings);
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
