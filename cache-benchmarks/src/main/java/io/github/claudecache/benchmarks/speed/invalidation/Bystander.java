package io.github.claudecache.benchmarks.speed.invalidation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import io.github.claudecache.benchmarks.speed.server.RedisAddress;

/**
 * Another client of the server, and the longest time that one of its calls took. It is a
 * process of its own, as other clients are: in this one the garbage collector would hold
 * it up, and what the measured side leaves behind would count as waiting for the server.
 */
final class Bystander implements AutoCloseable {

	private final Process process;

	private final Writer orders;

	private final BufferedReader answers;

	Bystander(RedisAddress address, String key) throws IOException {
		this.process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
				"-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), BystanderProcess.class.getName(),
				address.host() + ":" + address.port(), key)
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		this.orders = this.process.outputWriter(StandardCharsets.US_ASCII);
		this.answers = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.US_ASCII));
		if (!BystanderProcess.READY.equals(this.answers.readLine())) {
			close();
			throw new IOException("The other client has no connection");
		}
	}

	void watch() {
		order(BystanderProcess.WATCH);
	}

	/**
	 * Stops watching.
	 * @return the longest time that a {@code GET} took since it began
	 */
	Duration longest() {
		order(BystanderProcess.LONGEST);
		try {
			String nanos = this.answers.readLine();
			if (nanos == null) {
				throw new IllegalStateException("The other client failed");
			}
			return Duration.ofNanos(Long.parseLong(nanos));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.orders.close();
		this.process.destroy();
	}

	private void order(String order) {
		try {
			this.orders.write(order + "\n");
			this.orders.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
