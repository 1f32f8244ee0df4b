package io.github.claudecache.redis.nodes;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.claudecache.testsupport.Eventually;
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

	static NodeProcess start(Class<?> main, Path output, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(System.getProperty("java.home") + File.separator + "bin/java", "-Xmx256m", "-XX:+UseSerialGC",
						"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), main.getName()));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
		return new NodeProcess(process, output);
	}

	boolean running() {
		return this.process.isAlive();
	}

	long pid() {
		return this.process.pid();
	}

	void kill() {
		this.process.destroyForcibly();
	}

	/**
	 * What the node printed as its result, once it has ended.
	 */
	String result() {
		Eventually.holds("the node has ended", () -> !running());
		try {
			List<String> lines = Files.readAllLines(this.output, StandardCharsets.UTF_8);
			return lines.stream()
				.filter((line) -> line.startsWith(Node.RESULT))
				.map((line) -> line.substring(Node.RESULT.length()))
				.findFirst()
				.orElseGet(() -> Assertions
					.fail("A node ended with " + this.process.exitValue() + " and printed no result: " + lines));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
