package io.github.claudecache.audit;

/**
 * How strongly the answers that were seen speak against a hypothesis about the share of
 * wrong ones: what a gambler would have made of a coin, who pays fair prices by the
 * hypothesis. If it is true, the chance that the coin ever becomes {@code n} coins is at
 * most one in {@code n}, however often one looks (Ville 1939, "Etude critique de la
 * notion de collectif"; Waudby-Smith and Ramdas 2024, "Estimating means of bounded random
 * variables by betting").
 * <p>
 * The coin is divided in advance among alternatives and among the moments from which each
 * may hold, later moments having less, so that a change after a long good time is noticed
 * too. Immutable.
 *
 * @param bought for each alternative, what the parts that are in play have become
 * @param seen how many answers were seen
 */
@SuppressWarnings("ArrayRecordComponent") // written by the one who makes it only
record Evidence(double[] bought, long seen) {

	// Half of the coin is in play after so many answers.
	private static final double PATIENCE = 100;

	static Evidence none(int alternatives) {
		return new Evidence(new double[alternatives], 0);
	}

	/**
	 * With one more answer.
	 * @param wrong whether it was wrong
	 * @param hypothesis the share of wrong answers that is tested
	 * @param alternatives the shares that are bet on
	 */
	Evidence with(boolean wrong, double hypothesis, double[] alternatives) {
		double fresh = (waiting(this.seen) - waiting(this.seen + 1)) / alternatives.length;
		double[] next = new double[alternatives.length];
		for (int i = 0; i < next.length; i++) {
			double odds = wrong ? alternatives[i] / hypothesis : (1 - alternatives[i]) / (1 - hypothesis);
			next[i] = (this.bought[i] + fresh) * odds;
		}
		return new Evidence(next, this.seen + 1);
	}

	/**
	 * What the coin has become.
	 */
	double coins() {
		double sum = waiting(this.seen);
		for (double part : this.bought) {
			sum += part;
		}
		return sum;
	}

	private static double waiting(long seen) {
		return PATIENCE / (PATIENCE + seen);
	}

}
