package io.github.claudecache.benchmarks.speed.report;

/**
 * Something that was promised about speed, and what was measured.
 *
 * @param promise what was promised
 * @param measured the worst figure
 * @param reached whether the promise is kept
 * @since 0.1.0
 */
public record Bar(String promise, String measured, boolean reached) {

	@Override
	public String toString() {
		return (this.reached ? "reached: " : "MISSED:  ") + this.promise + ": " + this.measured;
	}

}
