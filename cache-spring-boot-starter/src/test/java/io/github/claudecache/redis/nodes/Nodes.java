package io.github.claudecache.redis.nodes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several nodes that share sources and a Redis, to which something happens every now and
 * then.
 */
final class Nodes {

	private static final Log logger = LogFactory.getLog(Nodes.class);

	private static final long STRIKE_EVERY_MILLIS = 100;

	private final Path directory;

	private final int count;

	/**
	 * Makes nothing yet.
	 * @param directory where the nodes have their files
	 * @param count how many nodes there are
	 */
	Nodes(Path directory, int count) {
		this.directory = directory;
		this.count = count;
	}

	/**
	 * Starts the nodes and waits until all have ended.
	 * @param kind what they keep answers in
	 * @param port where Redis is
	 * @param checked how many hits are checked, by all together
	 * @param fault is run ten times in a second
	 * @return what each counted
	 */
	List<Figures> run(Node.Kind kind, int port, long checked, Runnable fault) {
		List<NodeProcess> nodes = new ArrayList<>();
		try {
			for (int node = 1; node <= this.count; node++) {
				nodes.add(NodeProcess.start(Node.class, this.directory.resolve("node-" + node + ".txt"),
						Integer.toString(port), this.directory.resolve("sources").toString(), kind.name(),
						Integer.toString(node), Long.toString((checked + this.count - 1) / this.count)));
			}
			while (nodes.stream().anyMatch(NodeProcess::running)) {
				LockSupport.parkNanos(STRIKE_EVERY_MILLIS * 1_000_000);
				fault.run();
			}
			List<Figures> figures = nodes.stream().map(NodeProcess::result).map(Figures::parse).toList();
			logger.info(kind + ": " + figures);
			return figures;
		}
		catch (IOException ex) {
			throw new AssertionError("A node could not be started", ex);
		}
		finally {
			nodes.forEach(NodeProcess::kill);
		}
	}

	static void assertNothingStale(List<Figures> figures) {
		assertThat(figures).allSatisfy((node) -> {
			assertThat(node.violations()).isZero();
			assertThat(node.hits()).isPositive();
			assertThat(node.invalidations()).isPositive();
		});
	}

	static void assertSomethingStale(List<Figures> figures) {
		assertThat(figures.stream().mapToLong(Figures::violations).sum()).isPositive();
	}

}
