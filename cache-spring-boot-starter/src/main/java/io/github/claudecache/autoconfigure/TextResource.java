package io.github.claudecache.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;

/**
 * Prompts and tools that are kept in files. They become part of every key of a cache, so
 * a location that is taken for a text, or a file that is read with another encoding,
 * would go unnoticed: an edited prompt would keep its old answers.
 */
final class TextResource {

	static final String ALLOWED_LOCATION = "a location that begins with 'classpath:' or 'file:'";

	static final String ALLOWED_PROMPT = "a text, or " + ALLOWED_LOCATION;

	// Far above any prompt that a model takes, far below what would hurt a start-up.
	private static final int MAX_BYTES = 4 * 1024 * 1024;

	// No prompt is a single word with a slash, a scheme or the extension of a file.
	private static final Pattern LOOKS_LIKE_LOCATION = Pattern
		.compile("[a-zA-Z*]+:\\S+|\\S*[/\\\\]\\S*|\\S+\\.[a-zA-Z]{2,8}");

	private TextResource() {
	}

	/**
	 * Whether a text is the location of a resource.
	 * @param text the text
	 * @return {@code true} if it begins with one of the two prefixes
	 */
	static boolean isLocation(String text) {
		return text.startsWith("classpath:") || text.startsWith("file:");
	}

	/**
	 * Says what is wrong with the text of a prompt or with its location.
	 * @param text the text
	 * @return a sentence, or {@code null} if nothing is wrong
	 */
	static @Nullable String problemWithPrompt(String text) {
		if (!isLocation(text) && LOOKS_LIKE_LOCATION.matcher(text.strip()).matches()) {
			return "It looks like a location but would be taken as the text of the prompt.";
		}
		return null;
	}

	/**
	 * Says what is wrong with the location of a resource.
	 * @param text the location
	 * @return a sentence, or {@code null} if nothing is wrong
	 */
	static @Nullable String problemWithLocation(String text) {
		if (isLocation(text)) {
			return null;
		}
		return text.strip().startsWith("[") ? "It is the JSON itself; it has to be in a file."
				: "It is not a location of a file.";
	}

	/**
	 * Reads a resource.
	 * @param resource the resource
	 * @return its text, which is not blank
	 * @throws IllegalArgumentException with a sentence for the developer
	 */
	static String read(Resource resource) {
		try (InputStream stream = open(resource)) {
			byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
			if (bytes.length > MAX_BYTES) {
				throw new IllegalArgumentException("The resource has more than " + MAX_BYTES + " bytes.");
			}
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
			if (text.isBlank()) {
				throw new IllegalArgumentException("The resource is empty.");
			}
			return text;
		}
		catch (CharacterCodingException ex) {
			throw new IllegalArgumentException("The resource is not valid UTF-8.", ex);
		}
		catch (IOException ex) {
			throw new IllegalArgumentException("The resource cannot be read: " + ex.getMessage() + ".", ex);
		}
	}

	// The stream of a directory is the list of its files.
	private static InputStream open(Resource resource) throws IOException {
		if (resource.isFile() && resource.getFile().isDirectory()) {
			throw new IOException(resource.getDescription() + " is a directory");
		}
		return resource.getInputStream();
	}

}
