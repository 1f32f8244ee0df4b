package io.github.claudecache.benchmarks;

import org.openjdk.jmh.Main;

/**
 * Hands over to JMH.
 */
final class JmhCommand implements Command {

	@Override
	public String name() {
		return "jmh";
	}

	@Override
	public String summary() {
		return "runs the JMH benchmarks; everything behind it goes to JMH (-h lists its options)";
	}

	@Override
	public int run(String[] arguments) throws Exception {
		Main.main(arguments);
		return 0;
	}

}
