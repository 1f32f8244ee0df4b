package io.github.claudecache.benchmarks.semantic;

import java.io.IOException;

/**
 * A file that cannot be used. Its message names the file and the line.
 */
final class BadInputException extends IOException {

	BadInputException(String message) {
		super(message);
	}

}
