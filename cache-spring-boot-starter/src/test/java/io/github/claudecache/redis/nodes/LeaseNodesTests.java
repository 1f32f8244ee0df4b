package io.github.claudecache.redis.nodes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * P15 with four JVMs: together they ask Claude once, and when the one that asks is
 * killed, another asks within the term of the lease.
 */
class LeaseNodesTests {

	private static final int NODES = 4;

	// How much later than the end of a lease a waiting process may notice it: two looks,
	// on a machine that is busy with five processes.
	private static final Duration TOLERANCE = Duration.ofSeconds(1);

	@TempDir
	private Path directory;

	@Test
	void p15OneCallForAllProcesses() throws IOException {
		try (RedisProcess redis = RedisProcess.start(RedisBinary.embedded(), "--save", "")) {
			List<NodeProcess> nodes = startAndAsk(redis);
			Eventually.holds("one asks", () -> !calls().isEmpty());

			Files.createFile(this.directory.resolve("answer"));

			assertThat(nodes).allSatisfy((node) -> assertThat(node.result()).isEqualTo("30 days"));
			assertThat(calls()).hasSize(1);
		}
	}

	@Test
	void p15NextCallWithinTheTermWhenTheOneThatAsksIsKilled() throws IOException {
		try (RedisProcess redis = RedisProcess.start(RedisBinary.embedded(), "--save", "")) {
			List<NodeProcess> nodes = startAndAsk(redis);
			Eventually.holds("one asks", () -> !calls().isEmpty());
			long leader = Long.parseLong(calls().get(0).split(" ")[0]);
			NodeProcess killed = nodes.stream().filter((node) -> node.pid() == leader).findFirst().orElseThrow();

			killed.kill();
			long died = System.currentTimeMillis();
			Eventually.holds("another asks", () -> calls().size() > 1);

			long next = Long.parseLong(calls().get(1).split(" ")[1]);
			assertThat(Duration.ofMillis(next - died)).isLessThanOrEqualTo(LeaseNode.TERM.plus(TOLERANCE));
			Files.createFile(this.directory.resolve("answer"));
			nodes.remove(killed);
			assertThat(nodes).allSatisfy((node) -> assertThat(node.result()).isEqualTo("30 days"));
			assertThat(calls()).hasSize(2);
		}
	}

	private List<NodeProcess> startAndAsk(RedisProcess redis) throws IOException {
		List<NodeProcess> nodes = new ArrayList<>();
		for (int node = 1; node <= NODES; node++) {
			nodes.add(NodeProcess.start(LeaseNode.class, this.directory.resolve("node-" + node + ".txt"),
					Integer.toString(redis.port()), this.directory.toString()));
		}
		Eventually.holds("all are ready", () -> ready() == NODES);
		Files.createFile(this.directory.resolve("go"));
		return nodes;
	}

	private long ready() {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.filter((file) -> file.getFileName().toString().startsWith("ready-")).count();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private List<String> calls() {
		Path calls = this.directory.resolve("calls");
		try {
			return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
