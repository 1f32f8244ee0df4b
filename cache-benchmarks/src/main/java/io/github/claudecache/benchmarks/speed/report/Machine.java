package io.github.claudecache.benchmarks.speed.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the figures were measured on.
 */
final class Machine {

	private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

	private Machine() {
	}

	static String text(String redisVersion) {
		return "Measured with " + Runtime.getRuntime().availableProcessors() + " cores" + processor() + ", "
				+ System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", JDK "
				+ System.getProperty("java.vm.version") + " (" + System.getProperty("java.vendor") + "), Redis "
				+ redisVersion + " on the same machine.";
	}

	private static String processor() {
		try (Stream<String> lines = Files.lines(PROCESSORS)) {
			return lines.filter((line) -> line.startsWith("model name"))
				.map((line) -> " (" + line.substring(line.indexOf(':') + 1).strip() + ")")
				.findFirst()
				.orElse("");
		}
		catch (IOException ex) {
			return "";
		}
	}

}
