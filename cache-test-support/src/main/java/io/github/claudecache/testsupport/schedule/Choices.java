package io.github.claudecache.testsupport.schedule;

import java.util.SplittableRandom;

/**
 * Decides what happens next in a schedule. The same decisions give the same schedule. Not
 * safe for use by many threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Choices {

	/**
	 * Decides.
	 * @param possibilities how many there are, at least 1
	 * @return which one, 0 to {@code possibilities - 1}
	 */
	int next(int possibilities);

	/**
	 * Decides at random.
	 * @param seed the same seed gives the same decisions
	 * @return the choices of one schedule
	 */
	static Choices random(long seed) {
		SplittableRandom random = new SplittableRandom(seed);
		return random::nextInt;
	}

}
