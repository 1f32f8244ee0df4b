package io.github.claudecache.audit;

/**
 * Tests whether more answers are wrong than the budget allows, or fewer. Either is only
 * said when it is sure, and never of fewer than {@value WrongRate#LEAST} answers.
 * Immutable.
 *
 * @param budget the share that may be wrong
 * @param confidence how sure it must be
 */
record ErrorBudget(double budget, double confidence) {

	double[] above() {
		return new double[] { Math.min(2 * this.budget, (1 + this.budget) / 2),
				Math.min(5 * this.budget, (2 + this.budget) / 3), Math.min(12 * this.budget, (3 + this.budget) / 4) };
	}

	double[] below() {
		return new double[] { this.budget / 2, this.budget / 10 };
	}

	Observed nothing() {
		return new Observed(Evidence.none(above().length), Evidence.none(below().length));
	}

	Observed with(Observed observed, boolean wrong) {
		return new Observed(observed.above().with(wrong, this.budget, above()),
				observed.below().with(wrong, this.budget, below()));
	}

	boolean exceeded(Observed observed) {
		return sure(observed.above());
	}

	boolean kept(Observed observed) {
		return sure(observed.below());
	}

	private boolean sure(Evidence evidence) {
		return evidence.seen() >= WrongRate.LEAST && evidence.coins() >= 1 / (1 - this.confidence);
	}

	/**
	 * What was seen since the test began.
	 */
	record Observed(Evidence above, Evidence below) {
	}

}
