package io.github.claudecache.benchmarks.semantic.index;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Questions of many topics in many wordings, made from templates. Some wordings of every
 * topic are only asked: whoever asks them never finds the same words among the others.
 * The same in every run. Not safe for use by many threads.
 */
final class HelpDeskQuestions {

	private static final String FILE = "/semantic/help-desk.txt";

	private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");

	// Of ten questions; the others are the wording alone.
	private static final int WITH_CIRCUMSTANCES = 4;

	private final Map<String, List<String>> slots = new HashMap<>();

	private final List<String> circumstances = new ArrayList<>();

	private final List<Topic> topics = new ArrayList<>();

	private final Random random;

	HelpDeskQuestions(long seed) {
		this.random = new Random(seed);
		try (InputStream stream = HelpDeskQuestions.class.getResourceAsStream(FILE)) {
			if (stream == null) {
				throw new IllegalStateException(FILE + " is missing");
			}
			new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)).lines().forEach(this::read);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read(String line) {
		if (line.isBlank() || line.startsWith("#")) {
			return;
		}
		if (line.startsWith("@")) {
			int colon = line.indexOf(':');
			this.slots.put(line.substring(1, colon), List.of(line.substring(colon + 1).strip().split("\\s*\\|\\s*")));
		}
		else if (line.startsWith("+")) {
			this.circumstances.add(line.substring(1).strip());
		}
		else if (line.startsWith("=")) {
			this.topics.add(new Topic(new ArrayList<>(), new ArrayList<>()));
		}
		else {
			Topic topic = this.topics.get(this.topics.size() - 1);
			boolean asked = line.startsWith("?");
			(asked ? topic.asked() : topic.known()).add(asked ? line.substring(1).strip() : line);
		}
	}

	/**
	 * Questions that somebody asked before, all different.
	 */
	List<String> known(int count) {
		Set<String> questions = new LinkedHashSet<>();
		while (questions.size() < count) {
			questions.add(question(choose(this.topics).known()));
		}
		return List.copyOf(questions);
	}

	/**
	 * Questions on the same topics in other wordings, all different.
	 */
	List<String> asked(int count) {
		Set<String> questions = new LinkedHashSet<>();
		while (questions.size() < count) {
			questions.add(question(choose(this.topics).asked()));
		}
		return List.copyOf(questions);
	}

	private String question(List<String> wordings) {
		String question = fill(choose(wordings));
		if (this.random.nextInt(10) >= WITH_CIRCUMSTANCES) {
			return question;
		}
		String circumstance = fill(choose(this.circumstances));
		return this.random.nextBoolean() ? circumstance + " " + question : question + " " + circumstance;
	}

	private String fill(String template) {
		String filled = SLOT.matcher(template).replaceAll((slot) -> {
			List<String> values = this.slots.get(slot.group(1));
			if (values == null) {
				throw new IllegalStateException("There is no slot " + slot.group() + " in " + FILE);
			}
			return Matcher.quoteReplacement(choose(values));
		});
		return Character.toUpperCase(filled.charAt(0)) + filled.substring(1);
	}

	private <T> T choose(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

	/**
	 * The wordings of a topic.
	 *
	 * @param known may be in the index
	 * @param asked are never in it
	 */
	private record Topic(List<String> known, List<String> asked) {
	}

}
