package io.github.claudecache.benchmarks.speed.hit;

/**
 * How long an answer is.
 *
 * @since 0.1.0
 */
public enum AnswerSize {

	/** Some three hundred words. */
	SHORT("2KB", 2 * 1024),

	/** Some three thousand words. */
	LONG("20KB", 20 * 1024);

	private final String text;

	private final int bytes;

	AnswerSize(String text, int bytes) {
		this.text = text;
		this.bytes = bytes;
	}

	int bytes() {
		return this.bytes;
	}

	@Override
	public String toString() {
		return this.text;
	}

}
