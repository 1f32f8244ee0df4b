package io.github.claudecache.redis.nodes;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Assertions;

/**
 * A node in a JVM of its own.
 */
final class NodeProcess {

	private final Process process;

	private final Path output;

	private NodeProcess(Process process, Path output) {
		this.process = process;
		this.output = output;
	}

	static NodeProcess start(int port, Path sources, Node.Kind kind, int number, long checked) throws IOException {
		Path output = sources.resolveSibling("node-" + number + ".txt");
		Process process = new ProcessBuilder(List.of(System.getProperty("java.home") + File.separator + "bin/java",
				"-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				Node.class.getName(), Integer.toString(port), sources.toString(), kind.name(), Integer.toString(number),
				Long.toString(checked)))
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
		return new NodeProcess(process, output);
	}

	boolean running() {
		return this.process.isAlive();
	}

	Figures figures() {
		try {
			List<String> lines = Files.readAllLines(this.output, StandardCharsets.UTF_8);
			if (this.process.exitValue() != 0) {
				return Assertions.fail("A node ended with " + this.process.exitValue() + ": " + lines);
			}
			return lines.stream()
				.filter((line) -> line.startsWith(Node.RESULT))
				.map(Figures::parse)
				.findFirst()
				.orElseGet(() -> Assertions.fail("A node printed no figures: " + lines));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
