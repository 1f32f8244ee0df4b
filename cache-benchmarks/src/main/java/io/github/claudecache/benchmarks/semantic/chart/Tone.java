package io.github.claudecache.benchmarks.semantic.chart;

/**
 * How what belongs together looks: a colour for light and one for dark pages, a stroke
 * and a shape, so that nothing is told apart by its colour alone.
 *
 * @since 0.1.0
 */
public enum Tone {

	/** What the chart is about. */
	MAIN("#0b62a8", "#6cb8f6", "", 3),

	/** The same, seen in another way. */
	ASIDE("#0b62a8", "#6cb8f6", "7 5", 1.5),

	/** What it is compared with. */
	PLAIN("#b0480a", "#f29a5c", "", 2),

	/** What others do. */
	OTHERS("#5d5a66", "#b9b5c6", "2 4", 1.5);

	private final String light;

	private final String dark;

	private final String dashes;

	private final double width;

	Tone(String light, String dark, String dashes, double width) {
		this.light = light;
		this.dark = dark;
		this.dashes = dashes;
		this.width = width;
	}

	String id() {
		return "t" + ordinal();
	}

	String colour(boolean onDark) {
		return onDark ? this.dark : this.light;
	}

	String dashes() {
		return this.dashes;
	}

	double width() {
		return this.width;
	}

	/** A path around 0, 0. */
	String shape() {
		return switch (this) {
			case MAIN -> "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z";
			case ASIDE -> "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z";
			case PLAIN -> "M-5-5h10v10h-10z";
			case OTHERS -> "M0-7l7 7l-7 7l-7-7z";
		};
	}

}
