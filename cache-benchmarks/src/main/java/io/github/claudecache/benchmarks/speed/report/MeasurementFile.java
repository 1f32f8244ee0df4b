package io.github.claudecache.benchmarks.speed.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import tools.jackson.databind.json.JsonMapper;

/**
 * Measurements as a JSON array with one object per line.
 *
 * @since 0.1.0
 */
public final class MeasurementFile {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private MeasurementFile() {
	}

	/**
	 * Writes the file.
	 * @param file where to
	 * @param measurements what
	 * @throws IOException if it cannot be written
	 */
	public static void write(Path file, List<Measurement> measurements) throws IOException {
		Path directory = file.toAbsolutePath().getParent();
		if (directory != null) {
			Files.createDirectories(directory);
		}
		Files.writeString(file,
				measurements.stream()
					.map((measurement) -> MAPPER.writeValueAsString(measurement.fields()))
					.collect(Collectors.joining(",\n", "[\n", "\n]\n")));
	}

}
