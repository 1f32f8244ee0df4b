package io.github.claudecache.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The README is short enough to be read.
 */
class ReadmeTests {

	private static final int MAX_LINES = 150;

	@Test
	void itHasAtMostAHundredAndFiftyLines() throws IOException {
		assertThat(Files.readAllLines(Path.of("..", "README.md"))).hasSizeLessThanOrEqualTo(MAX_LINES);
	}

}
