package io.github.claudecache.testsupport.schedule;

/**
 * Something that can take a step in a schedule.
 */
interface Actor {

	/** Whether there is a step to take now. */
	boolean ready();

	/** Takes it. */
	void step();

}
