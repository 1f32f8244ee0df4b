package io.github.claudecache.judgement.guard;

/**
 * What one guard says about a candidate.
 *
 * @param guard the guard's name
 * @param verdict its verdict
 * @since 0.1.0
 */
public record GuardFinding(String guard, Verdict verdict) {

	/**
	 * Whether the guard forbids to serve the answer.
	 * @return whether
	 */
	public boolean vetoes() {
		return this.verdict instanceof Verdict.Veto;
	}

}
