package io.github.claudecache.judgement.score;

import java.util.List;

/**
 * An additive model: a start, less a weight for each unit of a feature, less a weight for
 * each step that a feature passes. No weight is below 0, so that no difference between
 * two questions can ever speak for serving the answer.
 *
 * @param intercept the log of the odds where nothing differs
 * @param parts the weights
 * @since 0.1.0
 */
public record MonotoneModel(double intercept, List<Part> parts) {

	/**
	 * Checks and copies.
	 */
	public MonotoneModel {
		parts = List.copyOf(parts);
	}

	/**
	 * The log of the odds.
	 * @param features the features, see {@link Features#names()}
	 * @return any number
	 */
	public double margin(double[] features) {
		double margin = this.intercept;
		for (Part part : this.parts) {
			margin -= part.loss(features);
		}
		return margin;
	}

	/**
	 * What each feature takes.
	 * @param features the features
	 * @return for each feature a number that is not below 0
	 */
	double[] losses(double[] features) {
		double[] losses = new double[features.length];
		for (Part part : this.parts) {
			losses[part.feature()] += part.loss(features);
		}
		return losses;
	}

	/**
	 * A weight.
	 *
	 * @param feature the position of the feature
	 * @param step the value that must be passed; negative to count each unit
	 * @param weight what it takes from the log of the odds
	 * @since 0.1.0
	 */
	public record Part(int feature, double step, double weight) {

		/**
		 * The step of a part that counts each unit.
		 */
		public static final double LINEAR = -1;

		/**
		 * Checks the weight.
		 */
		public Part {
			if (!(weight >= 0)) {
				throw new IllegalArgumentException("A weight below 0 would reward a difference: " + weight);
			}
		}

		double loss(double[] features) {
			double value = features[this.feature];
			if (this.step < 0) {
				return this.weight * value;
			}
			return (value > this.step) ? this.weight : 0;
		}

	}

}
