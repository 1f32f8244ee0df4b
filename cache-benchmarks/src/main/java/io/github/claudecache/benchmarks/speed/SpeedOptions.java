package io.github.claudecache.benchmarks.speed;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

import io.github.claudecache.benchmarks.speed.server.RedisAddress;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of the command.
 *
 * @param redis where Redis listens
 * @param json the file for the measurements, if any
 * @param quick whether to measure only so long that everything has run once
 * @param page the page to write, if any
 */
record SpeedOptions(RedisAddress redis, @Nullable Path json, boolean quick, @Nullable Path page) {

	static final String USAGE = "speed --redis HOST:PORT [--json FILE] [--quick] [--write-docs [--markdown FILE]]";

	private static final Path PAGE = Path.of("docs", "performance.md");

	/**
	 * Reads arguments.
	 * @throws IllegalArgumentException if they are wrong
	 */
	static SpeedOptions parse(String... arguments) {
		RedisAddress redis = null;
		Path json = null;
		Path page = PAGE;
		boolean quick = false;
		boolean writePage = false;
		Iterator<String> remaining = List.of(arguments).iterator();
		while (remaining.hasNext()) {
			String argument = remaining.next();
			switch (argument) {
				case "--redis" -> redis = RedisAddress.parse(value(argument, remaining));
				case "--json" -> json = Path.of(value(argument, remaining));
				case "--markdown" -> page = Path.of(value(argument, remaining));
				case "--write-docs" -> writePage = true;
				case "--quick" -> quick = true;
				default -> throw new IllegalArgumentException("There is no option '" + argument + "'.");
			}
		}
		if (redis == null) {
			throw new IllegalArgumentException("Say where Redis is: --redis HOST:PORT.");
		}
		return new SpeedOptions(redis, json, quick, writePage ? page : null);
	}

	private static String value(String option, Iterator<String> remaining) {
		if (!remaining.hasNext()) {
			throw new IllegalArgumentException(option + " needs a value.");
		}
		return remaining.next();
	}

}
