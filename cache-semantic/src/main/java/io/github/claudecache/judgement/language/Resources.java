package io.github.claudecache.judgement.language;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The linguistic files beside these classes.
 */
final class Resources {

	private Resources() {
	}

	/**
	 * The lines of a file that say something.
	 * @param name the file's name
	 * @return its lines without comments and blank ones
	 */
	static List<String> lines(String name) {
		try (InputStream file = Resources.class.getResourceAsStream(name)) {
			if (file == null) {
				throw new IllegalStateException("The jar of claude-cache-semantic lacks its file " + name);
			}
			InputStream text = name.endsWith(".gz") ? new GZIPInputStream(new BufferedInputStream(file)) : file;
			return new String(text.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank() && line.charAt(0) != '#')
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
